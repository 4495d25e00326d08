package dev.mcm.state.push;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.GCP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HeldRemovalStoreIT {
    private static final DeploymentId A = new DeploymentId("d-aaaaaaaaaa");
    private static final DeploymentId B = new DeploymentId("d-bbbbbbbbbb");
    private static final DeploymentId C = new DeploymentId("d-cccccccccc");

    private final Stores stores = Stores.empty();
    private final HeldRemovalStore store = new HeldRemovalStore();
    private final Transactions atc = stores.as("atc");

    HeldRemovalStoreIT() {
        stores.withPlanes(AWS, GCP);
    }

    private void found(PlaneId plane, Map<DeploymentId, Integer> found) {
        atc.writeVoid(tx -> store.replace(tx, plane, found));
    }

    private List<HeldRemoval> onPlane(PlaneId plane) {
        return atc.read(tx -> store.onPlane(tx, plane));
    }

    @Test
    void whatIsFoundTakesThePlaceOfWhatWasOnThatPlaneOnly() {
        found(AWS, Map.of(A, 3, B, 2));
        found(GCP, Map.of(A, 1));
        HeldRemoval first = onPlane(AWS).getFirst();

        found(AWS, Map.of(A, 2, C, 4));

        assertThat(onPlane(AWS))
                .extracting(HeldRemoval::deploymentId, HeldRemoval::objects)
                .containsExactly(tuple(A, 2), tuple(C, 4));
        assertThat(onPlane(AWS).getFirst().foundAt()).isEqualTo(first.foundAt());
        assertThat(atc.read(store::all)).hasSize(3);
        found(AWS, Map.of());
        assertThat(onPlane(AWS)).isEmpty();
        assertThat(onPlane(GCP)).hasSize(1);
    }

    @Test
    void whatIsReleasedStaysSoUnlessThereIsMoreOfIt() {
        found(AWS, Map.of(A, 3, B, 2, C, 1));
        atc.writeVoid(tx -> store.release(tx, AWS, List.of(A, B), "olga", "old cluster"));
        assertThat(onPlane(AWS))
                .extracting(HeldRemoval::isReleased)
                .containsExactly(true, true, false);

        found(AWS, Map.of(A, 2, B, 5, C, 1));

        assertThat(onPlane(AWS))
                .extracting(
                        HeldRemoval::deploymentId, HeldRemoval::objects, HeldRemoval::isReleased)
                .containsExactly(tuple(A, 3, true), tuple(B, 5, false), tuple(C, 1, false));
    }

    @Test
    void aPlaneThatIsGoneHoldsNothing() {
        found(new PlaneId("gone"), Map.of(A, 3));

        assertThat(atc.read(store::all)).isEmpty();
    }
}
