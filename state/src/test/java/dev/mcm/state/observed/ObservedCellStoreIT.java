package dev.mcm.state.observed;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.D2;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.H100;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import dev.mcm.state.sql.Statements;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ObservedCellStoreIT {
    private static final PodRevision OLD_REVISION = new PodRevision("0a1b2c3d4e");
    private static final PodRevision NEW_REVISION = new PodRevision("ffffffffff");

    private final ObservedCellStore store = new ObservedCellStore();
    private final Transactions gsm = Stores.empty().as("gsm");

    @Test
    void aRowIsReadAsItWasWrittenAndOnlyANewerRecordReplacesIt() {
        ObservedCell current = row(D1, AWS, 1, 5);
        assertThat(write(current)).isOne();
        assertThat(all()).containsExactly(current);

        assertThat(write(row(D1, AWS, 1, 5))).as("the same position").isZero();
        assertThat(write(row(D1, AWS, 1, 4))).as("an older one").isZero();

        ObservedCell later = row(D1, AWS, 1, 6);
        assertThat(write(later)).isOne();
        assertThat(all()).containsExactly(later);
    }

    @Test
    void versionsHaveRowsOfTheirOwnThatAreFoundAndDeletedByKey() {
        ObservedCell first = row(D1, AWS, 1, 1);
        ObservedCell second = row(D1, AWS, 2, 1);
        ObservedCell gcp = row(D1, GCP, 1, 1);
        ObservedCell other = row(D2, AWS, 1, 1);
        assertThat(write(other, gcp, second, first)).isEqualTo(4);

        assertThat(all()).containsExactly(first, second, gcp, other);
        assertThat(gsm.<List<ObservedCell>>read(tx -> store.onPlane(tx, AWS)))
                .containsExactly(first, second, other);
        assertThat(gsm.<List<ObservedCell>>read(tx -> store.ofDeployments(tx, List.of(D1))))
                .containsExactly(first, second, gcp);
        assertThat(gsm.<Integer>write(tx -> store.delete(tx, List.of(first.key(), gcp.key()))))
                .isEqualTo(2);
        assertThat(all()).containsExactly(second, other);
    }

    @Test
    void theColumnsCountReplicasByStateAndTheLargestRowIsTaken() {
        List<ReplicaGroup> many = new ArrayList<>();
        for (ReplicaState state : ReplicaState.values()) {
            IntStream.range(0, 200)
                    .forEach(i ->
                            many.add(
                                    new ReplicaGroup(
                                            state, i + 1, NOW.plusSeconds(i), "reason " + i)));
        }
        ObservedCell.Key key = new ObservedCell.Key(D1, AWS, H100, 1);
        ObservedCell cell =
                new ObservedCell(
                        key, OLD_REVISION, ReplicaGroups.fitted(many), new Epoch(1), 1, NOW);

        assertThat(write(cell)).isOne();

        assertThat(all()).containsExactly(cell);
        assertThat(ReplicaState.values())
                .allSatisfy(state -> assertThat(cell.count(state)).isEqualTo(20_100));
    }

    @Test
    void aRowSaysTheRevisionOfItsPodsAndThatOfAGsmFromBeforeSaysNone() {
        ObservedCell cell = row(D1, AWS, 1, 5);
        write(cell);
        assertThat(all()).containsExactly(cell);

        ObservedCell later = row(D1, AWS, 1, 6, NEW_REVISION);
        write(later);
        assertThat(all()).containsExactly(later);

        gsm.writeVoid(tx ->
                Statements.update(
                        tx,
                        """
                        INSERT INTO observed_cells (deployment_id, plane_id, instance_type, spec_version, unbound, starting, ready,
                            failing, terminating, groups, epoch, seq, observed_at)
                        VALUES (?, 'aws-1', 'h100-1', 2, 0, 0, 0, 0, 0, '', 1, 1, now())
                        """,
                        D1.value()));
        assertThat(all())
                .extracting(ObservedCell::revision)
                .containsExactly(NEW_REVISION, PodRevision.UNKNOWN);
    }

    private static ObservedCell row(
            DeploymentId deployment, PlaneId plane, long version, long seq) {
        return row(deployment, plane, version, seq, OLD_REVISION);
    }

    private static ObservedCell row(
            DeploymentId deployment, PlaneId plane, long version, long seq, PodRevision revision) {
        return new ObservedCell(
                new ObservedCell.Key(deployment, plane, H100, version),
                revision,
                List.of(
                        new ReplicaGroup(ReplicaState.UNBOUND, 2, NOW, "Unschedulable"),
                        new ReplicaGroup(ReplicaState.READY, 3, NOW.plusSeconds(seq), "")),
                new Epoch(1),
                seq,
                NOW);
    }

    private int write(ObservedCell... rows) {
        return gsm.write(tx -> store.write(tx, List.of(rows)));
    }

    private List<ObservedCell> all() {
        return gsm.read(store::all);
    }
}
