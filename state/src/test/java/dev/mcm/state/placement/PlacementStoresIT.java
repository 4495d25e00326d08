package dev.mcm.state.placement;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.D3;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.H100;
import static dev.mcm.state.fixture.Samples.L4;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlacementStoresIT {
    private static final PlacementKey AT_AWS = key(D1, AWS, H100);
    private static final PlacementKey AT_AWS_L4 = key(D1, AWS, L4);
    private static final PlacementKey AT_GCP = key(D1, GCP, H100);
    private static final PlacementKey OTHER = key(D2, AWS, H100);

    private final Stores stores;
    private final PlacementStore placements;
    private final PlacementSummaryStore summaries;
    private final PlacementVerdictStore verdicts;
    private final Transactions scheduler;

    PlacementStoresIT() {
        this.stores = Stores.empty().withDeployments(D1, D2).withPlanes(AWS, GCP);
        this.placements = new PlacementStore();
        this.summaries = new PlacementSummaryStore();
        this.verdicts = new PlacementVerdictStore();
        this.scheduler = stores.as("scheduler");
    }

    @Test
    void writtenPlacementsComeBackInOrderOfKeyWithDifferentVersions() {
        List<Placement> written =
                write(change(OTHER, 1), change(AT_GCP, 2), change(AT_AWS_L4, 3), change(AT_AWS, 4));

        assertThat(written)
                .extracting(Placement::key)
                .containsExactly(AT_AWS, AT_AWS_L4, AT_GCP, OTHER);
        assertThat(written).extracting(Placement::replicas).containsExactly(4, 3, 2, 1);
        assertThat(written).extracting(Placement::pushVersion).doesNotHaveDuplicates();
        assertThat(all()).isEqualTo(written);
    }

    @Test
    void aPlacementKeepsItsRevisionAndTheWorkloadThatRunsIt() {
        PlacementKey key = new PlacementKey(D1, AWS, H100, new PodRevision("00c0ffee42"));
        Workload workload = Workload.of(WorkloadKind.REPLICA_SET, key);

        scheduler.writeVoid(tx ->
                placements.write(
                        tx,
                        List.of(
                                new PlacementChange(
                                        key,
                                        workload,
                                        2,
                                        1,
                                        "PLACED",
                                        NOW,
                                        MoveMemory.grown(NOW)))));

        Placement row = all().getFirst();
        assertThat(row.key()).isEqualTo(key);
        assertThat(row.workload()).isEqualTo(workload);
        assertThat(workload.name()).startsWith(D1 + "-00c0ffee42-").hasSize(32);
    }

    @Test
    void everyWriteGetsALargerVersionAlsoAfterTheRowWasDeleted() {
        Placement first = write(change(AT_AWS, 1)).getFirst();
        Placement second = write(change(AT_AWS, 0)).getFirst();
        delete(second);
        Placement third = write(change(AT_AWS, 1)).getFirst();

        assertThat(second.pushVersion()).isGreaterThan(first.pushVersion());
        assertThat(third.pushVersion()).isGreaterThan(second.pushVersion());
    }

    @Test
    void aRowThatWasWrittenMeanwhileIsNotDeleted() {
        Placement seen = write(change(AT_AWS, 0)).getFirst();
        Placement newer = write(change(AT_AWS, 5)).getFirst();

        assertThat(delete(seen)).isZero();
        assertThat(all()).containsExactly(newer);
        assertThat(delete(newer)).isOne();
        assertThat(all()).isEmpty();
    }

    @Test
    void placementsAreFoundByDeploymentAndByPlane() {
        write(change(OTHER, 1), change(AT_GCP, 2), change(AT_AWS, 4));

        assertThat(keys(scheduler.read(tx -> placements.ofDeployment(tx, D1))))
                .containsExactly(AT_AWS, AT_GCP);
        assertThat(keys(scheduler.read(tx -> placements.ofDeployments(tx, List.of(D2, D1)))))
                .containsExactly(AT_AWS, AT_GCP, OTHER);
        assertThat(keys(scheduler.read(tx -> placements.onPlane(tx, AWS))))
                .containsExactly(AT_AWS, OTHER);
        assertThat(keys(scheduler.read(tx -> placements.ofDeployments(tx, List.of())))).isEmpty();
    }

    @Test
    void placementsOfDeploymentsThatAreGoneAreDropped() {

        assertThat(keys(write(change(key(D3, AWS, H100), 1), change(AT_AWS, 1))))
                .containsExactly(AT_AWS);
    }

    @Test
    void aPlacementOnAnUnknownPlaneIsRefused() {
        PlacementKey nowhere = key(D1, new PlaneId("nowhere"), H100);

        assertThatThrownBy(() -> write(change(nowhere, 1)))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                .hasMessage("plane 'nowhere' does not exist");
    }

    @Test
    void aPlaneWithPlacementsIsNotDeleted() {
        write(change(AT_AWS, 0));

        assertThatThrownBy(() -> stores.as("atc").writeVoid(tx -> stores.planes().delete(tx, AWS)))
                .isInstanceOfSatisfying(
                        McmException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IN_USE))
                .hasMessage("plane 'aws-1': placements refer to it");
    }

    @Test
    void theLastSummaryOfEachDeploymentIsKept() {
        PlacementSummary old = new PlacementSummary(D1, 3, 1, 2, 1, "NO_CAPACITY", NOW);
        PlacementSummary other = new PlacementSummary(D2, 1, 1, 0, 0, "PLACED", NOW);
        PlacementSummary current =
                new PlacementSummary(D1, 3, 3, 0, 0, "PLACED", NOW.plusSeconds(1));
        scheduler.writeVoid(tx -> summaries.write(tx, List.of(other, old)));

        scheduler.writeVoid(tx -> summaries.write(tx, List.of(current)));

        List<PlacementSummary> all = scheduler.read(summaries::all);
        assertThat(all).containsExactly(current, other);
        Optional<PlacementSummary> found = scheduler.read(tx -> summaries.find(tx, D1));
        assertThat(found).contains(current);
    }

    @Test
    void verdictsKeepTheirOrderAndTheirWords() {
        PlaneVerdict gcp =
                new PlaneVerdict(
                        GCP, "NO_CAPACITY", "wants 2 × \"H100\", 1 free; it's\nlate \\ ☂", 0);
        PlaneVerdict aws = new PlaneVerdict(AWS, "PLACED", "", 2);
        PlacementVerdicts both = new PlacementVerdicts(D1, List.of(gcp, aws), NOW);
        PlacementVerdicts one = new PlacementVerdicts(D2, List.of(aws), NOW.plusSeconds(1));

        scheduler.writeVoid(tx -> verdicts.write(tx, List.of(both, one)));

        assertThat(verdicts(D1)).contains(both);
        assertThat(verdicts(D2)).contains(one);
    }

    @Test
    void anEmptyListOfVerdictsReplacesAnEarlierOne() {
        scheduler.writeVoid(tx ->
                verdicts.write(
                        tx,
                        List.of(
                                new PlacementVerdicts(
                                        D1,
                                        List.of(new PlaneVerdict(AWS, "PLACED", "", 1)),
                                        NOW))));
        PlacementVerdicts none = new PlacementVerdicts(D1, List.of(), NOW.plusSeconds(1));

        scheduler.writeVoid(tx -> verdicts.write(tx, List.of(none)));

        assertThat(verdicts(D1)).contains(none);
        assertThat(verdicts(D2)).isEmpty();
    }

    private Optional<PlacementVerdicts> verdicts(DeploymentId id) {
        return scheduler.read(tx -> verdicts.find(tx, id));
    }

    private static PlacementChange change(PlacementKey key, int replicas) {
        return new PlacementChange(key, replicas, 1, "BEST_FIT", NOW);
    }

    private List<Placement> write(PlacementChange... changes) {
        return scheduler.write(tx -> placements.write(tx, List.of(changes)));
    }

    private int delete(Placement... rows) {
        return scheduler.write(tx -> placements.delete(tx, List.of(rows)));
    }

    private List<Placement> all() {
        return scheduler.read(placements::all);
    }

    private static List<PlacementKey> keys(List<Placement> rows) {
        return rows.stream().map(Placement::key).toList();
    }

    private static PlacementKey key(DeploymentId deployment, PlaneId plane, InstanceTypeName type) {
        return new PlacementKey(deployment, plane, type, PodRevision.UNKNOWN);
    }
}
