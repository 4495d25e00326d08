package dev.mcm.scheduler.adapter.postgres;

import static dev.mcm.scheduler.adapter.postgres.StoreScene.D1;
import static dev.mcm.scheduler.adapter.postgres.StoreScene.D2;
import static dev.mcm.scheduler.adapter.postgres.StoreScene.freeGpus;
import static dev.mcm.scheduler.adapter.postgres.StoreScene.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSummary;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.placement.PlacementOutcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The store keeps rows, and reads again those of which it has heard that they have changed.
final class ResidentRowsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final StoreScene scene = new StoreScene();
    private final PostgresSchedulerStore store = store(scene.database, Duration.ofHours(1));

    private PostgresSchedulerStore store(Transactions transactions, Duration resync) {
        return scene.store(transactions, resync, Runnable::run);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void whatHasChangedIsReadAgainAndNothingElse() {
        SchedulerSnapshot first = store.read();
        scene.desire(D1, 7);
        scene.desire(D2, 8);

        scene.changed(Table.SCALE_TARGETS, D1.value());
        SchedulerSnapshot second = store.read();

        assertThat(of(second, D1).desired()).isEqualTo(7);
        assertThat(of(second, D2)).as("nobody has told").isSameAs(of(first, D2));
        scene.events.resync();
        SchedulerSnapshot third = store.read();
        assertThat(of(third, D2).desired()).isEqualTo(8);
        assertThat(of(third, D1)).as("read again, the same").isSameAs(of(second, D1));
    }

    @Test
    void whatWasWrittenHereIsKnown() {
        store.read();
        SummaryCounts counts = new SummaryCounts(1, 1, 0, 0, PlacementOutcome.PLACED);
        store.write(
                new SchedulerPlan(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new DeploymentSummary(D1, counts)),
                        List.of()),
                store.readAt(),
                () -> {});

        assertThat(of(store.read(), D1).summary()).isEqualTo(counts);
    }

    @Test
    void whatIsGoneIsForgotten() {
        store.read();
        scene.sql("DELETE FROM deployments WHERE id = ?", D1.value());
        scene.changed(Table.DEPLOYMENTS, D1.value());

        assertThat(store.read().deployments()).extracting(DeploymentFacts::id).containsExactly(D2);
    }

    @Test
    void whoReadsWhatIsBoundReadsWhatIsFreeToo() {
        scene.sql(
                "INSERT INTO placements (deployment_id, plane_id, instance_type, revision,"
                        + " workload_kind, workload, replicas, deployment_version, version, reason,"
                        + " decided_at, grown_at) VALUES (?, 'east', 'cpu', '0000000001',"
                        + " 'REPLICA_SET', 'w', 1, 1, 1, 'PLACED', now(), now())",
                D1.value());
        store.read();
        scene.observed();
        scene.capacity(3);

        scene.changed(Table.OBSERVED_CELLS, D1.value());

        SchedulerSnapshot read = store.read();
        assertThat(of(read, D1).placements().getFirst().observed()).isNotEmpty();
        assertThat(freeGpus(read)).isEqualTo(3);
    }

    @Test
    void anotherLeaseMeansToReadEverything() {
        store.read();
        scene.desire(D2, 8);
        scene.lease = new Lease("scheduler", "me", new Epoch(2));

        assertThat(of(store.read(), D2).desired()).isEqualTo(8);
    }

    @Test
    void whatCouldNotBeReadIsReadLater() {
        boolean[] fails = {false};
        PostgresSchedulerStore failing = store(failing(fails), Duration.ofHours(1));
        failing.read();
        scene.desire(D1, 7);
        scene.changed(Table.SCALE_TARGETS, D1.value());

        fails[0] = true;
        assertThatThrownBy(failing::read).hasMessage("cut off");
        fails[0] = false;

        assertThat(of(failing.read(), D1).desired()).isEqualTo(7);
    }

    @Test
    void whereNobodyTellsOfChangesTheyAreSeenAllTheSame() {
        PostgresSchedulerStore deaf = store(scene.database, Duration.ofMillis(1));
        deaf.read();
        scene.desire(D2, 8);

        Waiting.until("the change", PATIENCE, () -> of(deaf.read(), D2).desired() == 8);
    }

    @Test
    void whereChangesOfOneTableDoNotComeInTheyAreSeenAllTheSame() {
        PostgresSchedulerStore half = store(scene.database, Duration.ofMillis(1));
        scene.stale.askWhetherWhole(() -> false);
        half.read();
        scene.desire(D2, 8);

        Waiting.until(
                "the change",
                PATIENCE,
                () -> {
                    scene.changed(Table.DEPLOYMENTS, D1.value());
                    return of(half.read(), D2).desired() == 8;
                });
    }

    @Test
    void anEventThatCannotBeReadMeansToReadEverything() {
        store.read();
        scene.desire(D2, 8);
        scene.changed(Table.SCALE_TARGETS, "no id of a deployment");

        assertThat(of(store.read(), D2).desired()).isEqualTo(8);
    }

    private Transactions failing(boolean[] fails) {
        return new Transactions() {
            @Override
            public <T> T read(Function<Tx, T> work) {
                T read = scene.database.read(work);
                if (fails[0]) {
                    throw new IllegalStateException("cut off");
                }
                return read;
            }

            @Override
            public <T> T write(Function<Tx, T> work) {
                return scene.database.write(work);
            }

            @Override
            public <T> T single(Function<Tx, T> work) {
                return scene.database.single(work);
            }
        };
    }
}
