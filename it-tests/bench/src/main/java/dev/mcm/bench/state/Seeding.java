package dev.mcm.bench.state;

import dev.mcm.bench.Settings;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Database;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.model.Model;
import dev.mcm.state.model.ModelStore;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.organization.OrganizationStore;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.type.v1.ResolvedSpec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/// The rows that a run begins with.
final class Seeding {
    private static final Instant WHEN = Instant.parse("2026-11-30T08:00:00.123456Z");
    private static final OrganizationId ORGANIZATION = new OrganizationId("bench");
    private static final ModelId MODEL = new ModelId("m-0000000001");
    private static final String DEPLOYMENTS =
            """
            INSERT INTO deployments
            SELECT (jsonb_populate_record(d, jsonb_build_object('id', 'd-' || lpad(i::text, 10, '0'), 'name', 'name-' || i))).*
            FROM deployments d, generate_series(2, ?) i
            """;
    private static final String PLACEMENTS =
            """
            INSERT INTO placements (deployment_id, plane_id, instance_type, replicas, deployment_version, version, reason, decided_at)
            SELECT d.id, p.id, 'h100-1', 2, 1, nextval('placement_versions'), 'PLACED', d.created_at FROM deployments d, planes p
            """;

    private Seeding() {}

    static void requireFsync(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW fsync")) {
            if (!row.next() || !row.getString(1).equals("on")) {
                throw new IllegalStateException("fsync is off (expected: on)");
            }
        }
        connection.commit();
    }

    /// Deployments, each with a placement on every plane.
    static void fill(Database database, Connection connection, Settings settings)
            throws SQLException {
        database.writeVoid(tx -> first(tx, settings.count("planes")));
        try (PreparedStatement deployments = connection.prepareStatement(DEPLOYMENTS);
                Statement statement = connection.createStatement()) {
            deployments.setInt(1, settings.count("deployments"));
            deployments.executeUpdate();
            statement.execute(PLACEMENTS);
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM ANALYZE");
            connection.setAutoCommit(false);
        }
    }

    private static void first(Tx tx, int planes) {
        StoredSpec spec = StoredSpec.of(ResolvedSpec.getDefaultInstance());
        new OrganizationStore()
                .insert(
                        tx,
                        new Organization(ORGANIZATION, "Bench", List.of(), true, true, 1, WHEN));
        new ModelStore().insert(tx, new Model(MODEL, ORGANIZATION, "model", WHEN));
        new SpecStore().put(tx, spec, WHEN);
        new DeploymentStore()
                .insert(
                        tx,
                        new Deployment(
                                new DeploymentId("d-0000000001"),
                                ORGANIZATION,
                                MODEL,
                                "name-1",
                                1,
                                spec.hash(),
                                0,
                                Autoscaling.DEFAULT,
                                Rollout.DEFAULT,
                                DeploymentLifecycle.ACTIVE,
                                1,
                                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                WHEN,
                                WHEN));
        for (int i = 1; i <= planes; i++) {
            new PlaneStore().insert(tx, plane("plane-" + i));
        }
    }

    private static Plane plane(String id) {
        return new Plane(
                new PlaneId(id),
                "aws",
                "us-east",
                "https://10.0.0.1:6443",
                "secret/planes/" + id,
                "http://10.0.0.1:80",
                false,
                false,
                "",
                1,
                WHEN,
                WHEN);
    }
}
