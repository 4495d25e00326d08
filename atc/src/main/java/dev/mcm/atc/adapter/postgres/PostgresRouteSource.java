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
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.view.RouteView;
import dev.mcm.state.view.RouteViews;
import dev.mcm.state.view.RoutedPlaneView;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// [RouteSource] on Postgres.
public final class PostgresRouteSource implements RouteSource {
    private static final int CHUNK = 500;

    private final Transactions transactions;
    private final SpecCache specs;
    private final RouteViews views = new RouteViews();

    public PostgresRouteSource(Transactions transactions, SpecCache specs) {
        this.transactions = transactions;
        this.specs = specs;
    }

    @Override
    public Map<PlaneId, RoutedPlane> planes() {
        return transactions.read(views::planes).stream()
                .map(PostgresRouteSource::plane)
                .collect(Collectors.toMap(RoutedPlane::id, plane -> plane));
    }

    @Override
    public List<RoutedDeployment> all() {
        return transactions.read(tx -> withSpecs(tx, views.all(tx)));
    }

    @Override
    public List<RoutedDeployment> some(Collection<DeploymentId> deployments) {
        return transactions.read(tx -> withSpecs(tx, views.find(tx, deployments)));
    }

    /// Specs are looked at a chunk at a time: all of them at once may not fit into memory.
    private List<RoutedDeployment> withSpecs(Tx tx, List<RouteView> rows) {
        List<RoutedDeployment> routed = new ArrayList<>(rows.size());
        for (int from = 0; from < rows.size(); from += CHUNK) {
            List<RouteView> chunk = rows.subList(from, Math.min(rows.size(), from + CHUNK));
            Map<SpecHash, ResolvedSpec> bodies =
                    specs.get(tx, chunk.stream().map(RouteView::specHash).toList());
            for (RouteView row : chunk) {
                ResolvedSpec spec =
                        bodies.getOrDefault(row.specHash(), ResolvedSpec.getDefaultInstance());
                routed.add(deployment(row, spec.getSpec()));
            }
        }
        return routed;
    }

    private static RoutedDeployment deployment(RouteView row, DeploymentSpec spec) {
        return new RoutedDeployment(
                row.id(),
                row.organizationId().value(),
                spec.getPredictConcurrency() == 0
                        ? row.concurrencyTarget()
                        : spec.getPredictConcurrency(),
                spec.getLongestRequestSeconds(),
                row.allowedRegions(),
                spec.getPlacement(),
                row.replicas().stream()
                        .map(at -> new RoutedReplicas(at.planeId(), at.placed(), at.ready()))
                        .toList(),
                row.replicas().stream().mapToLong(RouteView.Replicas::pushVersion).max().orElse(0));
    }

    private static RoutedPlane plane(RoutedPlaneView row) {
        return new RoutedPlane(
                row.id(),
                row.provider(),
                row.region(),
                row.organizations(),
                URI.create(row.gatewayUrl()),
                row.state() == PlaneState.LIVE,
                row.state() == PlaneState.LOST);
    }
}
