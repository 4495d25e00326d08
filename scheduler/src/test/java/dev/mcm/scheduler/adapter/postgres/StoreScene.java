package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.SchedulerSnapshot;
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
import dev.mcm.state.Database;
import dev.mcm.state.DatabaseName;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.lease.Lease;
import dev.mcm.state.observed.ObservedCell;
import dev.mcm.state.observed.ObservedCellStore;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
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
import java.util.concurrent.Executor;

/// One plane with GPUs and two deployments, on Postgres, and the lease of the Scheduler.
final class StoreScene implements AutoCloseable {
    static final DeploymentId D1 = new DeploymentId("d-0000000001");
    static final DeploymentId D2 = new DeploymentId("d-0000000002");

    private final MigratedDatabases databases = MigratedDatabases.fresh();
    final Database database =
            Database.open(databases.control("mcm_scheduler"), DatabaseName.CONTROL, "test");
    final StaleRows stale = new StaleRows();
    final RowListener events = stale.listener(() -> {});
    Lease lease = new Lease("scheduler", "me", new Epoch(1));

    StoreScene() {
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

    PostgresSchedulerStore store(Transactions transactions, Duration resync, Executor writers) {
        return new PostgresSchedulerStore(
                transactions, () -> Optional.of(lease), stale, resync, SystemTime.SYSTEM, writers);
    }

    @Override
    public void close() {
        database.close();
        databases.close();
    }

    /// One of D1's that is ready.
    void observed() {
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

    static DeploymentFacts of(SchedulerSnapshot snapshot, DeploymentId id) {
        return snapshot.deployments().stream()
                .filter(facts -> facts.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static int freeGpus(SchedulerSnapshot snapshot) {
        return snapshot.planes().getFirst().capacity().getFirst().node().freeGpuMilli().size();
    }

    void changed(Table table, String... key) {
        events.changed(
                new RowEvent(
                        table,
                        List.of(key),
                        false,
                        new RowEvent.Position(new Epoch(1), new Lsn(1), 0),
                        Map.of()));
    }

    void desire(DeploymentId deployment, int desired) {
        sql(
                "INSERT INTO scale_targets VALUES (?, ?, 'CONCURRENCY', '', 1, now())"
                        + " ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired",
                deployment.value(),
                desired);
    }

    void capacity(int gpus) {
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

    void sql(String statement, Object... values) {
        new Rows(databases.databases().controlDataSource()).execute(statement, values);
    }
}
