package dev.mcm.state.view;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.D3;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.H100;
import static dev.mcm.state.fixture.Samples.L4;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.PlacementChange;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.PlacementStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class DrainProgressIT {
    private final PlacementStore placements = new PlacementStore();
    private Transactions scheduler;
    private Transactions gsm;
    private Transactions atc;

    @BeforeEach
    void empty() {
        Stores stores = Stores.empty().withDeployments(D1, D2, D3).withPlanes(AWS, GCP);
        this.scheduler = stores.as("scheduler");
        this.gsm = stores.as("gsm");
        this.atc = stores.as("atc");
    }

    @Test
    void whatIsPlacedOrStillShownIsLeftEachReplicaOnce() {
        place(D1, AWS, H100, 3);
        show(D1, AWS, H100, 1, new ReplicaGroup(ReplicaState.READY, 2, NOW, ""));
        place(D1, AWS, L4, 0);
        show(D1, AWS, L4, 1, new ReplicaGroup(ReplicaState.TERMINATING, 1, NOW, ""));
        show(
                D1,
                AWS,
                L4,
                2,
                new ReplicaGroup(ReplicaState.READY, 1, NOW, ""),
                new ReplicaGroup(ReplicaState.FAILING, 1, NOW, "CrashLoopBackOff"));
        place(D2, AWS, H100, 4);
        place(D3, AWS, H100, 0);
        place(D3, GCP, H100, 5);

        assertThat(left(AWS, GCP))
                .isEqualTo(
                        Map.of(
                                AWS,
                                new DrainProgress(AWS, 3 + 3 + 4, 2 + 1, 2),
                                GCP,
                                new DrainProgress(GCP, 5, 0, 1)));
        assertThat(left(GCP)).containsOnlyKeys(GCP);
    }

    @Test
    void aPlaneThatHasNothingLeftIsMissing() {
        place(D1, AWS, H100, 0);

        assertThat(left(AWS, GCP)).isEmpty();
        assertThat(left()).isEmpty();
        assertThat(DrainProgress.nothingLeft(AWS)).isEqualTo(new DrainProgress(AWS, 0, 0, 0));
    }

    private Map<PlaneId, DrainProgress> left(PlaneId... planes) {
        return atc.read(tx -> DrainProgress.read(tx, List.of(planes)));
    }

    private void place(DeploymentId deployment, PlaneId plane, InstanceTypeName type, int count) {
        PlacementKey key = new PlacementKey(deployment, plane, type, PodRevision.UNKNOWN);
        scheduler.writeVoid(tx ->
                placements.write(tx, List.of(new PlacementChange(key, count, 1, "TEST", NOW))));
    }

    private void show(
            DeploymentId deployment,
            PlaneId plane,
            InstanceTypeName type,
            long version,
            ReplicaGroup... groups) {
        ObservedCell cell =
                new ObservedCell(
                        new ObservedCell.Key(deployment, plane, type, version),
                        PodRevision.UNKNOWN,
                        List.of(groups),
                        new Epoch(1),
                        1,
                        NOW);
        gsm.writeVoid(tx -> new ObservedCellStore().write(tx, List.of(cell)));
    }
}
