package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.routing.RoutedDeployment;
import dev.mcm.atc.core.routing.RoutedPlane;
import dev.mcm.atc.core.routing.RoutedReplicas;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.plane.PlaneCondition;
import dev.mcm.state.sql.Statements;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// [RouteSource] on Postgres.
public final class PostgresRouteSource implements RouteSource {
    private static final String PLANES =
            """
            SELECT p.id, p.provider, p.region, p.gateway_url, coalesce(s.state, 'PENDING') AS state
            FROM planes p LEFT JOIN plane_states s ON s.plane_id = p.id
            """;
    private static final String DEPLOYMENTS =
            """
            SELECT d.id, d.spec_hash, d.concurrency_target, array_to_string(o.allowed_regions, ',') AS regions
            FROM deployments d JOIN organizations o ON o.id = d.organization_id
            WHERE d.lifecycle = 'ACTIVE'
            """;
    private static final String REPLICAS =
            """
            SELECT deployment_id, plane_id, sum(placed)::integer AS placed, sum(ready)::integer AS ready, max(version) AS version
            FROM (
                SELECT deployment_id, plane_id, replicas AS placed, 0 AS ready, version FROM placements
                UNION ALL
                SELECT deployment_id, plane_id, 0, ready, 0 FROM deployment_observed
            ) r
            """;
    private static final String BY_PLANE =
            " GROUP BY deployment_id, plane_id ORDER BY deployment_id, plane_id";

    private static final int CHUNK = 500;

    private record Row(
            DeploymentId id, SpecHash spec, int concurrencyTarget, List<String> regions) {}

    private record Replicas(DeploymentId id, RoutedReplicas at, long version) {}

    private final Transactions transactions;
    private final SpecCache specs;

    public PostgresRouteSource(Transactions transactions, SpecCache specs) {
        this.transactions = transactions;
        this.specs = specs;
    }

    @Override
    public Map<PlaneId, RoutedPlane> planes() {
        return transactions
                .read(tx -> Statements.query(tx, PLANES, PostgresRouteSource::plane))
                .stream()
                .collect(Collectors.toMap(RoutedPlane::id, plane -> plane));
    }

    @Override
    public List<RoutedDeployment> all() {
        return transactions.read(tx ->
                combine(
                        tx,
                        Statements.query(tx, DEPLOYMENTS, PostgresRouteSource::row),
                        Statements.query(tx, REPLICAS + BY_PLANE, PostgresRouteSource::replicas)));
    }

    @Override
    public List<RoutedDeployment> some(Collection<DeploymentId> deployments) {
        String ids = Ids.joined(deployments);
        return transactions.read(tx ->
                combine(
                        tx,
                        Statements.query(
                                tx,
                                DEPLOYMENTS + " AND d.id = ANY (string_to_array(?, ','))",
                                PostgresRouteSource::row,
                                ids),
                        Statements.query(
                                tx,
                                REPLICAS
                                        + " WHERE deployment_id = ANY (string_to_array(?, ','))"
                                        + BY_PLANE,
                                PostgresRouteSource::replicas,
                                ids)));
    }

    /// Specs are looked at a chunk at a time: all of them at once may not fit into memory.
    private List<RoutedDeployment> combine(Tx tx, List<Row> rows, List<Replicas> replicas) {
        Map<DeploymentId, List<Replicas>> byDeployment = new HashMap<>();
        replicas.forEach(
                at -> byDeployment.computeIfAbsent(at.id(), _ -> new ArrayList<>()).add(at));
        List<RoutedDeployment> routed = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<Row> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            Map<SpecHash, ResolvedSpec> bodies =
                    specs.get(tx, chunk.stream().map(Row::spec).toList());
            for (Row row : chunk) {
                routed.add(
                        deployment(
                                row,
                                bodies.getOrDefault(row.spec(), ResolvedSpec.getDefaultInstance()),
                                byDeployment.getOrDefault(row.id(), List.of())));
            }
        }
        return routed;
    }

    private static RoutedDeployment deployment(
            Row row, ResolvedSpec resolved, List<Replicas> replicas) {
        DeploymentSpec spec = resolved.getSpec();
        return new RoutedDeployment(
                row.id(),
                spec.getPredictConcurrency() == 0
                        ? row.concurrencyTarget()
                        : spec.getPredictConcurrency(),
                spec.getLongestRequestSeconds(),
                row.regions(),
                spec.getPlacement(),
                replicas.stream().map(Replicas::at).toList(),
                replicas.stream().mapToLong(Replicas::version).max().orElse(0));
    }

    private static RoutedPlane plane(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new RoutedPlane(
                new PlaneId(row.getString("id")),
                row.getString("provider"),
                row.getString("region"),
                URI.create(row.getString("gateway_url")),
                state.equals(PlaneCondition.LIVE.name()),
                state.equals(PlaneCondition.LOST.name()));
    }

    private static Row row(ResultSet row) throws SQLException {
        String regions = row.getString("regions");
        return new Row(
                new DeploymentId(row.getString("id")),
                new SpecHash(row.getString("spec_hash")),
                row.getInt("concurrency_target"),
                regions == null || regions.isEmpty() ? List.of() : List.of(regions.split(",")));
    }

    private static Replicas replicas(ResultSet row) throws SQLException {
        return new Replicas(
                new DeploymentId(row.getString("deployment_id")),
                new RoutedReplicas(
                        new PlaneId(row.getString("plane_id")),
                        row.getInt("placed"),
                        row.getInt("ready")),
                row.getLong("version"));
    }
}
