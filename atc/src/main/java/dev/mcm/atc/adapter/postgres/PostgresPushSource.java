package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.placement.Placement;
import dev.mcm.state.placement.PlacementStore;
import dev.mcm.state.view.PushView;
import dev.mcm.state.view.PushViews;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// [PushSource] on Postgres.
public final class PostgresPushSource implements PushSource {
    private final Transactions transactions;
    private final SpecCache specs;
    private final PushViews views = new PushViews();
    private final PlacementStore placements = new PlacementStore();

    public PostgresPushSource(Transactions transactions, SpecCache specs) {
        this.transactions = transactions;
        this.specs = specs;
    }

    @Override
    public Map<DeploymentId, PushTask> tasks(PlaneId plane, Collection<DeploymentId> deployments) {
        return transactions.read(tx -> {
            List<PushView> rows = views.find(tx, plane, deployments);
            Map<SpecHash, ResolvedSpec> bodies =
                    specs.get(
                            tx,
                            rows.stream()
                                    .flatMap(row -> row.specs().values().stream())
                                    .distinct()
                                    .toList());
            Map<DeploymentId, PushTask> tasks = new HashMap<>();
            rows.forEach(row -> tasks.put(row.id(), task(row, bodies)));
            return tasks;
        });
    }

    @Override
    public Set<DeploymentId> onPlane(PlaneId plane) {
        return transactions.read(tx -> views.onPlane(tx, plane));
    }

    @Override
    public long newestVersion() {
        return transactions.read(placements::newestVersion);
    }

    private static PushTask task(PushView row, Map<SpecHash, ResolvedSpec> specs) {
        PushedDeployment facts =
                new PushedDeployment(
                        row.id(),
                        row.organizationId(),
                        row.modelId(),
                        row.specVersion(),
                        row.lifecycle() != DeploymentLifecycle.ACTIVE,
                        specs.getOrDefault(row.specHash(), ResolvedSpec.getDefaultInstance()));
        return new PushTask(
                facts,
                row.placements().stream()
                        .map(placed -> placed(placed, row.specs().get(placed.specVersion()), specs))
                        .toList(),
                row.push(),
                row.servedElsewhere());
    }

    private static PlacedReplicas placed(
            Placement row, @Nullable SpecHash hash, Map<SpecHash, ResolvedSpec> specs) {
        return new PlacedReplicas(
                row.key().instanceType(),
                row.key().revision(),
                row.workload(),
                row.replicas(),
                row.specVersion(),
                hash == null ? null : specs.get(hash),
                row.pushVersion());
    }
}
