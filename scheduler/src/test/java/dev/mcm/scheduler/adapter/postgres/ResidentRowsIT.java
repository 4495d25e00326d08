package dev.mcm.scheduler.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSummary;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.SummaryCounts;
import dev.mcm.shared.feed.RowEvent;
import dev.mcm.shared.feed.RowListener;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.sql.Statements;
import dev.mcm.testkit.postgres.MigratedDatabases;
import dev.mcm.testkit.stack.Rows;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The store keeps rows, and reads again those of which it has heard that they have changed.
final class ResidentRowsIT {
    private static final DeploymentId D1 = new DeploymentId("d-0000000001");
    private static final DeploymentId D2 = new DeploymentId("d-0000000002");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MigratedDatabases databases = MigratedDatabases.fresh();
    private final Database database =
            Database.open(databases.control("mcm_scheduler"), DatabaseName.CONTROL, "test");
    private final StaleRows stale = new StaleRows();
    private final RowListener events = stale.listener(() -> {});
    private Lease lease = new Lease("scheduler", "me", new Epoch(1));
    private final PostgresSchedulerStore store = store(database, Duration.ofHours(1));

    private PostgresSchedulerStore store(Transactions transactions, Duration resync) {
        return new PostgresSchedulerStore(
                transactions, () -> Optional.of(lease), stale, resync, SystemTime.SYSTEM);
    }

    @BeforeEach
    void rows() {
        sql("INSERT INTO organizations VALUES ('acme', 'Acme', '{}', true, true, 1, now())");
        sql("INSERT INTO models VALUES ('m-0000000001', 'acme', 'model', now())");
        sql(
                "INSERT INTO planes (id, provider, region, api_url, credentials_ref,"
                        + " gateway_url, created_at, updated_at)"
                        + " VALUES ('east', 'aws', 'r', 'u', 'c', 'g', now(), now())");
        database.writeVoid(tx ->
                Statements.update(
                        tx,
                        "INSERT INTO leases (role, holder, epoch, expires_at) VALUES"
                                + " ('scheduler', 'me', 1, now() + interval '1 h')"));
        capacity(4);
        deployment(D1);
        deployment(D2);
    }

    @AfterEach
    void close() {
        database.close();
        databases.close();
    }

    @Test
    void whatHasChangedIsReadAgainAndNothingElse() {
        SchedulerSnapshot first = store.read();
        desire(D1, 7);
        desire(D2, 8);

        changed(Table.SCALE_TARGETS, D1.value());
        SchedulerSnapshot second = store.read();

        assertThat(of(second, D1).desired()).isEqualTo(7);
        assertThat(of(second, D2)).as("nobody has told").isSameAs(of(first, D2));
        events.resync();
        SchedulerSnapshot third = store.read();
        assertThat(of(third, D2).desired()).isEqualTo(8);
        assertThat(of(third, D1)).as("read again, the same").isSameAs(of(second, D1));
    }

    @Test
    void whatWasWrittenHereIsReadAgain() {
        store.read();
        SummaryCounts counts = new SummaryCounts(1, 1, 0, 0, PlacementOutcome.PLACED);
        store.write(
                new SchedulerPlan(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new DeploymentSummary(D1, counts)),
                        List.of()),
                store.readAt());

        assertThat(of(store.read(), D1).summary()).isEqualTo(counts);
    }

    @Test
    void whatIsGoneIsForgotten() {
        store.read();
        sql("DELETE FROM deployments WHERE id = ?", D1.value());
        changed(Table.DEPLOYMENTS, D1.value());

        assertThat(store.read().deployments()).extracting(DeploymentFacts::id).containsExactly(D2);
    }

    @Test
    void whoReadsWhatIsBoundReadsWhatIsFreeToo() {
        sql(
                "INSERT INTO placements (deployment_id, plane_id, instance_type, revision,"
                        + " workload_kind, workload, replicas, deployment_version, version, reason,"
                        + " decided_at, grown_at) VALUES (?, 'east', 'cpu', '0000000001',"
                        + " 'REPLICA_SET', 'w', 1, 1, 1, 'PLACED', now(), now())",
                D1.value());
        store.read();
        observed();
        capacity(3);
        desire(D1, 2);

        changed(Table.SCALE_TARGETS, D1.value());

        SchedulerSnapshot read = store.read();
        assertThat(of(read, D1).placements().getFirst().observed()).isNotEmpty();
        assertThat(freeGpus(read)).isEqualTo(3);
    }

    @Test
    void anotherLeaseMeansToReadEverything() {
        store.read();
        desire(D2, 8);
        lease = new Lease("scheduler", "me", new Epoch(2));

        assertThat(of(store.read(), D2).desired()).isEqualTo(8);
    }

    @Test
    void whatCouldNotBeReadIsReadLater() {
        boolean[] fails = {false};
        PostgresSchedulerStore failing = store(failing(fails), Duration.ofHours(1));
        failing.read();
        desire(D1, 7);
        changed(Table.SCALE_TARGETS, D1.value());

        fails[0] = true;
        assertThatThrownBy(failing::read).hasMessage("cut off");
        fails[0] = false;

        assertThat(of(failing.read(), D1).desired()).isEqualTo(7);
    }

    @Test
    void whereNobodyTellsOfChangesTheyAreSeenAllTheSame() {
        PostgresSchedulerStore deaf = store(database, Duration.ofMillis(1));
        deaf.read();
        desire(D2, 8);

        Waiting.until("the change", PATIENCE, () -> of(deaf.read(), D2).desired() == 8);
    }

    @Test
    void whereChangesOfOneTableDoNotComeInTheyAreSeenAllTheSame() {
        PostgresSchedulerStore half = store(database, Duration.ofMillis(1));
        stale.askWhetherWhole(() -> false);
        half.read();
        desire(D2, 8);

        Waiting.until(
                "the change",
                PATIENCE,
                () -> {
                    changed(Table.DEPLOYMENTS, D1.value());
                    return of(half.read(), D2).desired() == 8;
                });
    }

    @Test
    void anEventThatCannotBeReadMeansToReadEverything() {
        store.read();
        desire(D2, 8);
        changed(Table.SCALE_TARGETS, "no id of a deployment");

        assertThat(of(store.read(), D2).desired()).isEqualTo(8);
    }

    private Transactions failing(boolean[] fails) {
        return new Transactions() {
            @Override
            public <T> T read(Function<Tx, T> work) {
                T read = database.read(work);
                if (fails[0]) {
                    throw new IllegalStateException("cut off");
                }
                return read;
            }

            @Override
            public <T> T write(Function<Tx, T> work) {
                return database.write(work);
            }

            @Override
            public <T> T single(Function<Tx, T> work) {
                return database.single(work);
            }
        };
    }

    /// One of D1's that is ready.
    private void observed() {
        ObservedCell cell =
                new ObservedCell(
                        new ObservedCell.Key(
                                D1, new PlaneId("east"), new InstanceTypeName("cpu"), 1),
                        new PodRevision("0000000001"),
                        List.of(new ReplicaGroup(ReplicaState.READY, 1, Instant.EPOCH, "")),
                        new Epoch(1),
                        1,
                        Instant.EPOCH);
        try (Database gsm =
                Database.open(databases.control("mcm_gsm"), DatabaseName.CONTROL, "test")) {
            gsm.<Integer>write(tx -> new ObservedCellStore().write(tx, List.of(cell)));
        }
    }

    private static DeploymentFacts of(SchedulerSnapshot snapshot, DeploymentId id) {
        return snapshot.deployments().stream()
                .filter(facts -> facts.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static int freeGpus(SchedulerSnapshot snapshot) {
        return snapshot.planes().getFirst().capacity().getFirst().node().freeGpuMilli().size();
    }

    private void changed(Table table, String... key) {
        events.changed(
                new RowEvent(
                        table,
                        List.of(key),
                        false,
                        new RowEvent.Position(new Epoch(1), new Lsn(1), 0),
                        Map.of()));
    }

    private void desire(DeploymentId deployment, int desired) {
        sql(
                "INSERT INTO scale_targets VALUES (?, ?, 'CONCURRENCY', '', 1, now())"
                        + " ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired",
                deployment.value(),
                desired);
    }

    private void capacity(int gpus) {
        NodeClass.Builder node =
                NodeClass.newBuilder().setNodeCount(1).setGpuType("H100").setFreeCpuMilli(64_000);
        for (int gpu = 0; gpu < gpus; gpu++) {
            node.addFreeGpuMilli(1000);
        }
        sql(
                "INSERT INTO plane_capacity VALUES ('east', 'H100', 0, ?, 1, 0, 0, 0, 1, 1, now())"
                        + " ON CONFLICT (plane_id, gpu_type, part) DO UPDATE SET classes ="
                        + " excluded.classes",
                (Object) NodeClasses.newBuilder().addClasses(node).build().toByteArray());
    }

    private void deployment(DeploymentId id) {
        Shape shape = Shape.newBuilder().setCpuMilli(1000).setMemoryMib(1000).build();
        StoredSpec spec =
                StoredSpec.of(
                        ResolvedSpec.newBuilder()
                                .setSpec(DeploymentSpec.newBuilder().setImage("x:1"))
                                .addOptions(
                                        ShapeOption.newBuilder()
                                                .setInstanceType("cpu")
                                                .setShape(shape))
                                .build());
        sql(
                "INSERT INTO deployment_specs VALUES (?, ?, now()) ON CONFLICT DO NOTHING",
                spec.hash().value(),
                spec.body().toByteArray());
        sql(
                "INSERT INTO deployments VALUES (?, 'acme', 'm-0000000001', ?, 1, ?, 0, 0, 9, 60,"
                        + " 900, 1, 70, 50, 'ACTIVE', 1, '', now(), now())",
                id.value(),
                id.value(),
                spec.hash().value());
        sql(
                "INSERT INTO deployment_versions (deployment_id, number, spec_hash, instance_types,"
                        + " revisions, created_by, created_at) VALUES (?, 1, ?, '{}', '{}', 'test',"
                        + " now())",
                id.value(),
                spec.hash().value());
        desire(id, 1);
    }

    private void sql(String statement, Object... values) {
        new Rows(databases.databases().controlDataSource()).execute(statement, values);
    }
}
