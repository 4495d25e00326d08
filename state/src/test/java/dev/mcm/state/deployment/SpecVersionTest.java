package dev.mcm.state.deployment;

import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Micros;
import dev.mcm.state.fixture.Samples;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SpecVersionTest {
    private static final Shape H100 =
            Shape.newBuilder().setCpuMilli(8000).setGpuCount(1).setGpuType("H100").build();
    private static final Shape L4 =
            Shape.newBuilder().setCpuMilli(4000).setGpuCount(1).setGpuType("L4").build();
    private static final ResolvedSpec SPEC =
            ResolvedSpec.newBuilder()
                    .setSpec(DeploymentSpec.newBuilder().setImage("r/chat:1"))
                    .addOptions(option("h100-1", H100))
                    .addOptions(option("l4-1", L4))
                    .build();
    private static final Instant CREATED = NOW.minus(Duration.ofDays(3));

    private static ShapeOption option(String name, Shape shape) {
        return ShapeOption.newBuilder().setInstanceType(name).setShape(shape).build();
    }

    private static Deployment row() {
        return Samples.deployment(D1, Samples.LLAMA, "chat", CREATED);
    }

    @Test
    void eachOptionHasTheRevisionOfItsShape() {
        SpecVersion version = SpecVersion.of(row(), SPEC, "dave");

        assertThat(version.revisions())
                .containsExactly(
                        new OptionRevision(Samples.H100, PodRevision.of(SPEC.getSpec(), H100)),
                        new OptionRevision(Samples.L4, PodRevision.of(SPEC.getSpec(), L4)))
                .doesNotHaveDuplicates();
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.createdAt()).isEqualTo(Micros.of(NOW));
    }

    @Test
    void aNameIsCutToWhatTheRowHasRoomFor() {
        assertThat(SpecVersion.of(row(), SPEC, "n".repeat(301)).createdBy()).hasSize(300);
    }

    /// A deployment that was never changed has had its version from the first; one that was has had
    /// it at its last change at the latest.
    @Test
    void aVersionThatIsFoundIsAsOldAsTheRowCanTellAndNobodys() {
        Deployment changed = row().withSpec(Samples.SPEC.hash(), 0, NOW);

        assertThat(SpecVersion.found(row(), SPEC))
                .map(SpecVersion::createdAt)
                .contains(Micros.of(CREATED));
        SpecVersion found = SpecVersion.found(changed, SPEC).orElseThrow();
        assertThat(found.createdAt()).isEqualTo(Micros.of(NOW));
        assertThat(found.number()).isEqualTo(2);
        assertThat(found.createdBy()).isEmpty();
        assertThat(found.revisions()).isEqualTo(SpecVersion.of(changed, SPEC, "dave").revisions());
    }

    /// Else nobody could mend it by an update.
    @Test
    void aStoredSpecWithAnOptionThatCannotBeReadIsLeftOut() {
        ResolvedSpec broken = SPEC.toBuilder().addOptions(option("Not A Label", L4)).build();

        assertThat(SpecVersion.found(row(), broken)).isEmpty();
    }
}
