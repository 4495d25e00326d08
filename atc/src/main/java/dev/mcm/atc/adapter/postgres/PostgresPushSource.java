package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.manifest.DeploymentFacts;
import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Lifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import dev.mcm.state.sql.Statements;
import dev.mcm.type.v1.ResolvedSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [PushSource] on Postgres.
public final class PostgresPushSource implements PushSource {
    private static final String TASKS =
            """
            SELECT d.id, d.organization_id, d.model_id, d.version, d.spec_hash, d.lifecycle,
                u.wanted_version, u.applied_version, u.error, u.failed_attempts, u.attempted_at, u.applied_at
            FROM deployments d LEFT JOIN pushes u ON u.deployment_id = d.id AND u.plane_id = ?
            WHERE d.id = ANY (string_to_array(?, ','))
            """;
    private static final String PLACEMENTS =
            """
            SELECT deployment_id, instance_type, replicas, deployment_version, version FROM placements
            WHERE plane_id = ? AND deployment_id = ANY (string_to_array(?, ','))
            ORDER BY deployment_id, instance_type
            """;
    private static final String ON_PLANE =
            "SELECT deployment_id FROM placements WHERE plane_id = ? UNION SELECT deployment_id"
                    + " FROM pushes WHERE plane_id = ?";
    private static final String NEWEST =
            "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM placement_versions";

    private record Row(
            DeploymentId id,
            OrganizationId organization,
            ModelId model,
            long version,
            SpecHash spec,
            boolean removed,
            Optional<Push> push) {}

    private final Transactions transactions;
    private final SpecCache specs;

    public PostgresPushSource(Transactions transactions, SpecCache specs) {
        this.transactions = transactions;
        this.specs = specs;
    }

    @Override
    public Map<DeploymentId, PushTask> tasks(PlaneId plane, Collection<DeploymentId> deployments) {
        String ids = Ids.joined(deployments);
        return transactions.read(tx -> {
            List<Row> rows =
                    Statements.query(tx, TASKS, row -> row(plane, row), plane.value(), ids);
            Map<SpecHash, ResolvedSpec> bodies =
                    specs.get(tx, rows.stream().map(Row::spec).toList());
            Map<DeploymentId, List<PlacedReplicas>> placements = placements(tx, plane, ids);
            Map<DeploymentId, PushTask> tasks = new HashMap<>();
            rows.forEach(row ->
                    tasks.put(
                            row.id(),
                            task(row, bodies, placements.getOrDefault(row.id(), List.of()))));
            return tasks;
        });
    }

    @Override
    public Set<DeploymentId> onPlane(PlaneId plane) {
        return Set.copyOf(
                transactions.read(tx ->
                        Statements.query(
                                tx,
                                ON_PLANE,
                                row -> new DeploymentId(row.getString(1)),
                                plane.value(),
                                plane.value())));
    }

    @Override
    public long newestVersion() {
        return transactions.read(
                tx -> Statements.query(tx, NEWEST, row -> row.getLong(1)).getFirst());
    }

    private static PushTask task(
            Row row, Map<SpecHash, ResolvedSpec> specs, List<PlacedReplicas> placements) {
        ResolvedSpec spec = specs.getOrDefault(row.spec(), ResolvedSpec.getDefaultInstance());
        DeploymentFacts facts =
                new DeploymentFacts(
                        row.id(),
                        row.organization(),
                        row.model(),
                        row.version(),
                        row.removed(),
                        spec);
        return new PushTask(facts, placements, row.push());
    }

    private static Map<DeploymentId, List<PlacedReplicas>> placements(
            Tx tx, PlaneId plane, String ids) {
        Map<DeploymentId, List<PlacedReplicas>> placements = new HashMap<>();
        Statements.query(
                tx,
                PLACEMENTS,
                row ->
                        placements
                                .computeIfAbsent(
                                        new DeploymentId(row.getString(1)), _ -> new ArrayList<>())
                                .add(
                                        new PlacedReplicas(
                                                new InstanceTypeName(row.getString(2)),
                                                row.getInt(3),
                                                row.getLong(4),
                                                row.getLong(5))),
                plane.value(),
                ids);
        return placements;
    }

    private static Row row(PlaneId plane, ResultSet row) throws SQLException {
        DeploymentId id = new DeploymentId(row.getString("id"));
        return new Row(
                id,
                new OrganizationId(row.getString("organization_id")),
                new ModelId(row.getString("model_id")),
                row.getLong("version"),
                new SpecHash(row.getString("spec_hash")),
                Lifecycle.valueOf(row.getString("lifecycle")) != Lifecycle.ACTIVE,
                push(new PushKey(id, plane), row));
    }

    private static Optional<Push> push(PushKey key, ResultSet row) throws SQLException {
        @Nullable OffsetDateTime attempted = row.getObject("attempted_at", OffsetDateTime.class);
        if (attempted == null) {
            return Optional.empty();
        }
        @Nullable OffsetDateTime applied = row.getObject("applied_at", OffsetDateTime.class);
        return Optional.of(
                new Push(
                        key,
                        row.getLong("wanted_version"),
                        row.getLong("applied_version"),
                        row.getString("error"),
                        row.getInt("failed_attempts"),
                        attempted.toInstant(),
                        applied == null ? null : applied.toInstant()));
    }
}
