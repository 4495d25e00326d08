package dev.mcm.scheduler.adapter.postgres;

import static dev.mcm.scheduler.adapter.postgres.StoreScene.D1;
import static dev.mcm.scheduler.adapter.postgres.StoreScene.D2;
import static dev.mcm.scheduler.adapter.postgres.StoreScene.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.scheduler.core.CellChange;
import dev.mcm.scheduler.core.DeploymentSummary;
import dev.mcm.scheduler.core.DeploymentVerdicts;
import dev.mcm.scheduler.core.EndedCell;
import dev.mcm.scheduler.core.PlacementReason;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.scheduler.core.Verdict;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.table.Table;
import dev.mcm.state.placement.MoveMemory;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.placement.WorkloadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The next plan is made from rows as they will be when the one before is written.
final class PlansBeingWrittenIT {
    private static final PlaneId EAST = new PlaneId("east");
    private static final InstanceTypeName CPU = new InstanceTypeName("cpu");

    private final StoreScene scene = new StoreScene();
    private final Queue<Runnable> begun = new ArrayDeque<>();
    private final PostgresSchedulerStore store =
            scene.store(scene.database, Duration.ofHours(1), begun::add);
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whatIsBeingWrittenIsKnownBeforeItIsCommitted() {
        store.read();
        write(placed(D1, 2));

        assertThat(replicas(store.read(), D1)).isEqualTo(2);
        assertThat(replicas(fresh(), D1)).as("nothing is committed yet").isZero();
        assertThat(told).isEmpty();

        begun.remove().run();

        assertThat(replicas(fresh(), D1)).isEqualTo(2);
        assertThat(told).containsExactly("written");
    }

    @Test
    void whatIsKnownIsWhatOneWhoReadsEverythingKnows() {
        store.read();
        write(placed(D1, 2));
        begun.remove().run();
        write(placed(D2, 1));
        begun.remove().run();
        write(explained(D2));
        begun.remove().run();
        assertThat(known(store.read())).isEqualTo(known(fresh()));

        write(placed(D1, 0));
        begun.remove().run();
        scene.observed();
        scene.changed(Table.OBSERVED_CELLS, D1.value());
        assertThat(known(store.read())).isEqualTo(known(fresh()));

        write(ended(D1));
        begun.remove().run();
        assertThat(known(store.read())).isEqualTo(known(fresh()));
    }

    @Test
    void whatOthersChangeMeanwhileIsReadBesideIt() {
        store.read();
        write(placed(D1, 2));
        scene.desire(D1, 5);
        scene.changed(Table.SCALE_TARGETS, D1.value());

        SchedulerSnapshot read = store.read();

        assertThat(of(read, D1).desired()).isEqualTo(5);
        assertThat(replicas(read, D1)).isEqualTo(2);
    }

    @Test
    void afterAWriteThatHasFailedThePlanMadeUponItIsNotWrittenAndEverythingIsRead() {
        store.read();
        write(placed(D1, 2));
        store.read();
        scene.sql("UPDATE leases SET epoch = 3");
        begun.remove().run();

        assertThatThrownBy(() -> write(placed(D2, 1)))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_LEADER));
        assertThat(begun).isEmpty();

        assertThat(replicas(store.read(), D1)).as("as it is stored").isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void aWriteThatHasFailedWakesTheLoopAndFailsTheNextRead() {
        List<String> woken = new ArrayList<>();
        scene.stale.listener(() -> woken.add("woken"));
        store.read();
        write(placed(D1, 2));
        scene.sql("UPDATE leases SET epoch = 3");
        begun.remove().run();

        assertThat(woken).hasSize(1);
        assertThatThrownBy(store::read).isInstanceOf(McmException.class);
        assertThat(replicas(store.read(), D1)).isZero();
    }

    private void write(SchedulerPlan plan) {
        store.write(plan, store.readAt(), () -> told.add("written"));
    }

    /// As one reads it who has read nothing before.
    private SchedulerSnapshot fresh() {
        return scene.store(scene.database, Duration.ofHours(1), Runnable::run).read();
    }

    private static Map<DeploymentId, Object> known(SchedulerSnapshot snapshot) {
        return snapshot.deployments().stream()
                .collect(Collectors.toMap(facts -> facts.id(), Function.identity()));
    }

    private static int replicas(SchedulerSnapshot snapshot, DeploymentId id) {
        return of(snapshot, id).placements().stream().mapToInt(cell -> cell.replicas()).sum();
    }

    private SchedulerPlan placed(DeploymentId id, int replicas) {
        CellChange change =
                new CellChange(
                        id,
                        EAST,
                        CPU,
                        revision(id),
                        WorkloadKind.REPLICA_SET,
                        replicas,
                        1,
                        PlacementReason.PLACED,
                        MoveMemory.grown(store.readAt()));
        SummaryCounts counts = new SummaryCounts(replicas, replicas, 0, 0, PlacementOutcome.PLACED);
        return new SchedulerPlan(
                List.of(),
                List.of(change),
                List.of(),
                List.of(new DeploymentSummary(id, counts)),
                List.of());
    }

    private SchedulerPlan explained(DeploymentId id) {
        Verdict verdict = new Verdict(EAST, VerdictReason.ROOM, "full", 0);
        return new SchedulerPlan(
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new DeploymentSummary(
                                id, new SummaryCounts(2, 1, 1, 0, VerdictReason.ROOM))),
                List.of(new DeploymentVerdicts(id, List.of(verdict))));
    }

    private SchedulerPlan ended(DeploymentId id) {
        return new SchedulerPlan(
                List.of(),
                List.of(),
                List.of(new EndedCell(id, EAST, CPU, revision(id))),
                List.of(),
                List.of());
    }

    private PodRevision revision(DeploymentId id) {
        return of(fresh(), id).spec().options().getFirst().revision();
    }
}
