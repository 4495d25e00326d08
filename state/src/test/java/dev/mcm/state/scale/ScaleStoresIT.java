package dev.mcm.state.scale;

import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.D3;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ScaleStoresIT {
    private final Stores stores;
    private final ScaleTargetStore targets;
    private final AutoscalerStateStore states;
    private final Transactions autoscaler;

    ScaleStoresIT() {
        this.stores = Stores.empty().withDeployments(D1, D2);
        this.targets = new ScaleTargetStore();
        this.states = new AutoscalerStateStore();
        this.autoscaler = stores.as("autoscaler");
    }

    @Test
    void eachWriteOfATargetAddsOneToItsRevision() {
        write(decision(D2, 3), decision(D1, 1));

        List<ScaleTarget> written = write(decision(D2, 4));

        ScaleTarget second = new ScaleTarget(D2, 4, "CONCURRENCY", "4 of 4", 2, NOW);
        assertThat(written).containsExactly(second);
        assertThat(all())
                .containsExactly(new ScaleTarget(D1, 1, "CONCURRENCY", "1 of 1", 1, NOW), second);
        Optional<ScaleTarget> found = autoscaler.read(tx -> targets.find(tx, D2));
        assertThat(found).contains(second);
    }

    @Test
    void writtenTargetsComeBackInOrderOfDeployment() {
        assertThat(write(decision(D2, 3), decision(D1, 1)))
                .extracting(ScaleTarget::deploymentId)
                .containsExactly(D1, D2);
    }

    @Test
    void writingNothingDoesNothing() {
        assertThat(write()).isEmpty();
        assertThat(all()).isEmpty();
    }

    @Test
    void decisionsAboutDeploymentsThatAreGoneAreDropped() {

        assertThat(write(decision(D1, 1), decision(D3, 2)))
                .extracting(ScaleTarget::deploymentId)
                .containsExactly(D1);
    }

    @Test
    void aDeletedDeploymentTakesItsTargetAndCheckpointAlong() {
        write(decision(D1, 1), decision(D2, 2));
        save(new AutoscalerState(D1, ByteString.copyFromUtf8("windows"), NOW));

        stores.as("atc").writeVoid(tx -> stores.deployments().delete(tx, D1));

        assertThat(all()).extracting(ScaleTarget::deploymentId).containsExactly(D2);
        assertThat(allStates()).isEmpty();
    }

    @Test
    void theLastCheckpointOfEachDeploymentIsKept() {
        AutoscalerState first = new AutoscalerState(D2, ByteString.copyFromUtf8("one"), NOW);
        AutoscalerState second =
                new AutoscalerState(
                        D2, ByteString.copyFrom(new byte[] {0, -1, 92}), NOW.plusMillis(5));
        AutoscalerState other = new AutoscalerState(D1, ByteString.EMPTY, NOW);
        save(first, other);

        save(second);

        assertThat(allStates()).containsExactly(other, second);
    }

    private static ScaleTargetChange decision(DeploymentId id, int desired) {
        return new ScaleTargetChange(id, desired, "CONCURRENCY", desired + " of " + desired, NOW);
    }

    private List<ScaleTarget> write(ScaleTargetChange... decisions) {
        return autoscaler.write(tx -> targets.write(tx, List.of(decisions)));
    }

    private List<ScaleTarget> all() {
        return autoscaler.read(targets::all);
    }

    private void save(AutoscalerState... rows) {
        autoscaler.writeVoid(tx -> states.save(tx, List.of(rows)));
    }

    private List<AutoscalerState> allStates() {
        return autoscaler.read(states::all);
    }
}
