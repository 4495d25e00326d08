package dev.mcm.bench.scheduler;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.type.v1.CellGroup;
import dev.mcm.type.v1.CellGroups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// The rows of all services but the Scheduler's, and of its own those that were there before the
/// run. Not for use by many threads.
final class FleetRows {
    private static final int MOST_REPLICAS_OF_A_CELL = 64;

    /// A placed replica is not made by anybody here: it must not become overdue.
    private static final Duration PROVISION_TIMEOUT = Duration.ofHours(10);

    private static final String TENANT =
            """
            INSERT INTO organizations (id, display_name, cpu_deployments, gpu_deployments, created_at)
                VALUES ('bench', 'Bench', true, true, now());
            INSERT INTO models (id, organization_id, name, created_at) VALUES ('m-0000000001', 'bench', 'model', now())
            """;
    private static final String PLANE =
            """
            INSERT INTO planes (id, provider, region, api_url, credentials_ref, gateway_url, shares_gpus, created_at, updated_at,
                cluster_id, identity, provision_timeout_seconds)
            VALUES (?, 'aws', 'us-east-1', 'https://10.0.0.1:6443', 'none', 'http://10.0.0.1:80', true, now(), now(), 'uid-' || ?, 'KNOWN', ?)
            """;
    private static final List<String> WITNESSES =
            List.of(
                    "INSERT INTO plane_liveness (plane_id, state, epoch, since) VALUES (?, 'LIVE',"
                            + " 1, now())",
                    "INSERT INTO plane_probes (plane_id, reachable, message, since) VALUES (?,"
                            + " true, '', now())",
                    "INSERT INTO plane_liveness_seen (plane_id, seen_at, unbroken_since) VALUES (?,"
                            + " now(), now())",
                    "INSERT INTO plane_probes_seen (plane_id, seen_at, unbroken_since) VALUES (?,"
                            + " now(), now())");
    private static final String SPEC =
            "INSERT INTO deployment_specs (hash, body, created_at) VALUES (?, ?, now()) ON CONFLICT"
                    + " DO NOTHING";
    private static final String DEPLOYMENT =
            """
            INSERT INTO deployments (id, organization_id, model_id, name, version, spec_hash, min_replica, max_replica,
                autoscaling_window_seconds, scale_down_delay_seconds, concurrency_target, target_utilization_percentage,
                max_scale_down_rate_percent, lifecycle, created_at, updated_at)
            VALUES (?, 'bench', 'm-0000000001', ?, 1, ?, 0, 1000, 60, 900, 1, 70, 50, 'ACTIVE', now(), now())
            """;
    private static final String VERSION =
            """
            INSERT INTO deployment_versions (deployment_id, number, spec_hash, instance_types, revisions, created_by, created_at)
            VALUES (?, 1, ?, ?, ?, 'bench', now())
            """;
    private static final String TARGET =
            "INSERT INTO scale_targets (deployment_id, desired, reason, message, revision,"
                    + " decided_at) VALUES (?, ?, 'CONCURRENCY', '', 1, now())";
    private static final String PLACEMENT =
            """
            INSERT INTO placements (deployment_id, plane_id, instance_type, revision, workload_kind, workload, replicas,
                deployment_version, version, reason, decided_at, grown_at)
            VALUES (?, ?, ?, ?, 'REPLICA_SET', ?, ?, 1, nextval('placement_versions'), 'PLACED', now(), now())
            """;
    private static final String CAPACITY =
            """
            INSERT INTO plane_capacity (plane_id, gpu_type, part, classes, nodes, total_gpu_milli, total_cpu_milli, total_memory_mib,
                epoch, seq, observed_at)
            VALUES (?, ?, ?, ?, 1, 0, 0, 0, 1, 1, now())
            """;
    private static final String OBSERVED_CELLS =
            """
            INSERT INTO observed_cells (deployment_id, plane_id, instance_type, revision, spec_version, unbound, starting, ready, failing,
                terminating, groups, epoch, seq, observed_at)
            SELECT p.deployment_id, p.plane_id, p.instance_type, p.revision, p.deployment_version, 0, 0, p.replicas, 0, 0, g.groups, 1, 1, now()
            FROM placements p JOIN unnest(?, ?) AS g (count, groups) ON g.count = p.replicas
            ON CONFLICT DO NOTHING
            """;
    private static final String OBSERVED =
            """
            INSERT INTO deployment_observed (deployment_id, plane_id, instance_type, deployment_version, pods, bound, ready,
                ready_updated, terminating, reason, message, epoch, seq, observed_at)
            SELECT deployment_id, plane_id, instance_type, deployment_version, replicas, replicas, replicas, replicas, 0, '', '', 1, 1, now()
            FROM placements WHERE replicas > 0
            ON CONFLICT DO NOTHING
            """;
    private static final String NO_LONGER =
            """
            DELETE FROM %1$s o WHERE NOT EXISTS (SELECT 1 FROM placements p WHERE p.deployment_id = o.deployment_id
                AND p.plane_id = o.plane_id AND p.instance_type = o.instance_type AND p.deployment_version = o.%2$s
                AND p.replicas = o.ready)
            """;
    private static final String PLACED =
            "SELECT deployment_id, plane_id, instance_type, revision, deployment_version,"
                    + " replicas FROM placements WHERE replicas > 0";

    private static final String SAID =
            """
            SELECT s.desired || ' desired, ' || s.placed || ' placed, ' || s.pending || ' pending, ' || s.reason || '; rows: '
                || (SELECT coalesce(string_agg(plane_id || '/' || instance_type || ': ' || replicas, ', '), 'none') FROM placements p
                    WHERE p.deployment_id = s.deployment_id)
                || '; verdicts: ' || (SELECT left(verdicts::text, 1000) FROM placement_verdicts v WHERE v.deployment_id = s.deployment_id)
            FROM placement_summaries s WHERE s.deployment_id = ?
            """;

    private final DataSource database;

    FleetRows(DataSource database) {
        this.database = database;
    }

    /// A cell with its replicas.
    ///
    /// @param version of the deployment that its replicas were last decided for
    record Cell(
            String deployment,
            String plane,
            String instanceType,
            PodRevision revision,
            long version,
            int replicas) {
        /// Which cell it is.
        record Key(String deployment, String plane, String instanceType, PodRevision revision) {}

        Key key() {
            return new Key(deployment, plane, instanceType, revision);
        }

        Cell with(int otherReplicas) {
            return new Cell(deployment, plane, instanceType, revision, version, otherReplicas);
        }
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void write(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            work.on(connection);
            connection.commit();
        }
    }

    void tenant() throws SQLException {
        write(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(TENANT);
            }
        });
    }

    void plane(String id) throws SQLException {
        write(connection -> {
            run(connection, PLANE, id, id, (int) PROVISION_TIMEOUT.toSeconds());
            for (String witness : WITNESSES) {
                run(connection, witness, id);
            }
        });
    }

    void deployments(List<BenchDeployment> deployments, int desired) throws SQLException {
        write(connection -> {
            try (PreparedStatement spec = connection.prepareStatement(SPEC);
                    PreparedStatement row = connection.prepareStatement(DEPLOYMENT);
                    PreparedStatement version = connection.prepareStatement(VERSION);
                    PreparedStatement target = connection.prepareStatement(TARGET)) {
                for (BenchDeployment deployment : deployments) {
                    BenchDeployment.Version first = deployment.specs().getFirst();
                    String hash = first.spec().hash().value();
                    for (BenchDeployment.Version one : deployment.specs()) {
                        batch(spec, one.spec().hash().value(), one.spec().body().toByteArray());
                    }
                    batch(row, deployment.id(), deployment.id(), hash);
                    batch(
                            version,
                            deployment.id(),
                            hash,
                            connection.createArrayOf("text", first.instanceTypes()),
                            connection.createArrayOf("text", first.revisions()));
                    batch(target, deployment.id(), desired);
                }
                for (PreparedStatement statement : List.of(spec, row, version, target)) {
                    statement.executeBatch();
                }
            }
        });
    }

    void placements(List<Cell> cells) throws SQLException {
        write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PLACEMENT)) {
                for (Cell cell : cells) {
                    batch(
                            statement,
                            cell.deployment(),
                            cell.plane(),
                            cell.instanceType(),
                            cell.revision().value(),
                            PlaneNames.workload(
                                    new DeploymentId(cell.deployment()),
                                    cell.revision(),
                                    new InstanceTypeName(cell.instanceType())),
                            cell.replicas());
                }
                statement.executeBatch();
            }
        });
    }

    void desire(List<String> deployments, int more) throws SQLException {
        write(connection ->
                run(
                        connection,
                        "UPDATE scale_targets SET desired = desired + ? WHERE deployment_id = ANY"
                                + " (?)",
                        more,
                        connection.createArrayOf("text", deployments.toArray())));
    }

    List<Cell> placed() throws SQLException {
        List<Cell> cells = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PLACED)) {
            while (rows.next()) {
                cells.add(
                        new Cell(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                new PodRevision(rows.getString(4)),
                                rows.getLong(5),
                                rows.getInt(6)));
            }
        }
        return cells;
    }

    /// What the Scheduler says of a deployment, for the message of a run that failed.
    String said(String deployment) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SAID)) {
            statement.setString(1, deployment);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "nothing";
            }
        }
    }

    /// Planes show what is placed there, all of it ready, and these what is free beside it. Rows
    /// that say so already stay.
    void report(List<String> planes, List<SeatedPlane.Part> capacity) throws SQLException {
        write(connection -> {
            run(
                    connection,
                    "DELETE FROM plane_capacity WHERE plane_id = ANY (?)",
                    connection.createArrayOf("text", planes.toArray()));
            try (PreparedStatement statement = connection.prepareStatement(CAPACITY)) {
                for (SeatedPlane.Part part : capacity) {
                    batch(
                            statement,
                            part.plane(),
                            part.gpuType(),
                            part.part(),
                            part.classes().toByteArray());
                }
                statement.executeBatch();
            }
        });
        write(connection -> {
            run(connection, NO_LONGER.formatted(Table.OBSERVED_CELLS.text(), "spec_version"));
            Integer[] counts =
                    IntStream.rangeClosed(1, MOST_REPLICAS_OF_A_CELL)
                            .boxed()
                            .toArray(Integer[]::new);
            byte[][] groups =
                    IntStream.rangeClosed(1, MOST_REPLICAS_OF_A_CELL)
                            .mapToObj(FleetRows::ready)
                            .toArray(byte[][]::new);
            run(
                    connection,
                    OBSERVED_CELLS,
                    connection.createArrayOf("integer", counts),
                    connection.createArrayOf("bytea", groups));
        });
        write(connection -> {
            run(
                    connection,
                    NO_LONGER.formatted(Table.DEPLOYMENT_OBSERVED.text(), "deployment_version"));
            run(connection, OBSERVED);
        });
    }

    void analyze() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
    }

    /// An operator's word, until it is taken back.
    void declareLost(String plane) throws SQLException {
        write(connection ->
                run(
                        connection,
                        "INSERT INTO plane_orders (plane_id, kind, reason, declared_by, created_at)"
                                + " VALUES (?, 'LOST', 'bench', 'bench', now())",
                        plane));
    }

    private static byte[] ready(int count) {
        Instant hourAgo = SystemTime.SYSTEM.instant().minus(Duration.ofHours(1));
        return CellGroups.newBuilder()
                .addGroups(
                        CellGroup.newBuilder()
                                .setState("READY")
                                .setCount(count)
                                .setSince(Timestamps.of(hourAgo)))
                .build()
                .toByteArray();
    }

    private static void batch(PreparedStatement statement, Object... values) throws SQLException {
        set(statement, values);
        statement.addBatch();
    }

    private static void run(Connection connection, String sql, Object... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, values);
            statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
