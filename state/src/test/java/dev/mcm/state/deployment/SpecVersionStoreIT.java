package dev.mcm.state.deployment;

import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.D3;
import static dev.mcm.state.fixture.Samples.NOW;
import static dev.mcm.state.fixture.Samples.SPEC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.Stores;
import dev.mcm.state.sql.Statements;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SpecVersionStoreIT {
    private static final List<OptionRevision> REVISIONS =
            List.of(
                    new OptionRevision(Samples.L4, new PodRevision("00000000aa")),
                    new OptionRevision(Samples.H100, new PodRevision("00000000bb")));

    private final SpecVersionStore store = new SpecVersionStore();
    private final Stores stores = Stores.empty().withDeployments(D1, D2);
    private final Transactions atc = stores.as("atc");

    private static SpecVersion version(DeploymentId id, long number) {
        return new SpecVersion(id, number, SPEC.hash(), REVISIONS, "dave", NOW);
    }

    private int put(SpecVersion... versions) {
        return atc.write(tx -> store.put(tx, List.of(versions)));
    }

    private List<SpecVersion> all(DeploymentId id) {
        return atc.read(tx -> store.page(tx, id, Long.MAX_VALUE, 100));
    }

    @Test
    void aRowIsReadAsItWasWrittenWithItsOptionsInOrder() {
        SpecVersion bare = new SpecVersion(D2, 7, SPEC.hash(), List.of(), "", NOW);

        assertThat(put(version(D1, 1), bare)).isEqualTo(2);

        assertThat(all(D1)).containsExactly(version(D1, 1));
        assertThat(all(D2)).containsExactly(bare);
    }

    @Test
    void whatIsThereStaysAsItIs() {
        put(version(D1, 1));
        SpecVersion other = new SpecVersion(D1, 1, SPEC.hash(), List.of(), "eve", NOW);

        assertThat(put(other, version(D1, 2))).isEqualTo(1);
        assertThat(put()).isZero();

        assertThat(all(D1)).containsExactly(version(D1, 2), version(D1, 1));
    }

    @Test
    void aPageGoesOnBelowTheLastNumberNewestFirst() {
        IntStream.rangeClosed(1, 5).forEach(number -> put(version(D1, number)));
        put(version(D2, 9));

        assertThat(atc.<List<SpecVersion>>read(tx -> store.page(tx, D1, 5, 2)))
                .extracting(SpecVersion::number)
                .containsExactly(4L, 3L);
    }

    @Test
    void rowsGoWithTheirDeploymentAndNewOnesOfItAreDropped() {
        put(version(D1, 1), version(D2, 1));

        assertThat(atc.<Boolean>write(tx -> stores.deployments().delete(tx, D1))).isTrue();

        assertThat(all(D1)).isEmpty();
        assertThat(all(D2)).hasSize(1);
        assertThat(put(version(D1, 2), version(D2, 2))).isEqualTo(1);
    }

    /// As an ATC from before the table leaves them.
    @Test
    void deploymentsWhoseCurrentVersionHasNoRowAreFoundPageByPage() {
        atc.writeVoid(tx -> stores.deployments().insert(tx, Samples.deployment(D3)));
        put(version(D2, 1), version(D3, 2));

        assertThat(without("", 10)).containsExactly(D1, D3);
        assertThat(without("", 1)).containsExactly(D1);
        assertThat(without(D1.value(), 10)).containsExactly(D3);
        put(version(D1, 1), version(D3, 1));
        assertThat(without("", 10)).isEmpty();
    }

    private List<DeploymentId> without(String after, int limit) {
        return atc.read(tx -> store.without(tx, after, limit)).stream()
                .map(Deployment::id)
                .toList();
    }

    @Test
    void aRowWithAsManyOptionsAsASpecMayHaveIsSmall() {
        OptionRevision longest =
                new OptionRevision(
                        new InstanceTypeName("x".repeat(40)), new PodRevision("00000000aa"));
        put(
                new SpecVersion(
                        D1,
                        1,
                        SPEC.hash(),
                        Collections.nCopies(16, longest),
                        "n".repeat(300),
                        NOW));

        assertThat(
                        atc.<List<Integer>>read(tx ->
                                Statements.query(
                                        tx,
                                        "SELECT pg_column_size(v.*) AS bytes FROM"
                                                + " deployment_versions v",
                                        row -> row.getInt("bytes"))))
                .hasSize(1)
                .allMatch(bytes -> bytes <= 2048);
    }
}
