package dev.mcm.sim.suite;

import dev.mcm.scheduler.core.DeploymentFacts;
import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.Shape;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Shows a deployment's replicas as large as they were in its first version, whatever they are now.
final class FirstShapeStore implements SchedulerStore {
    private record Option(DeploymentId deploymentId, InstanceTypeName instanceType) {}

    private final SchedulerStore store;
    private final Map<Option, Shape> first = new HashMap<>();

    FirstShapeStore(SchedulerStore store) {
        this.store = store;
    }

    @Override
    public SchedulerSnapshot read() {
        SchedulerSnapshot snapshot = store.read();
        return new SchedulerSnapshot(
                snapshot.planes(), snapshot.deployments().stream().map(this::shown).toList());
    }

    private DeploymentFacts shown(DeploymentFacts facts) {
        DeploymentSpec spec = facts.spec();
        DeploymentSpec shown =
                new DeploymentSpec(
                        spec.options().stream().map(option -> shown(facts.id(), option)).toList(),
                        spec.nodeCount(),
                        spec.tolerations(),
                        spec.rules(),
                        spec.grace());
        return new DeploymentFacts(
                facts.id(),
                facts.organization(),
                facts.organizationRegions(),
                facts.specVersion(),
                facts.priority(),
                facts.createdAt(),
                facts.active(),
                facts.desired(),
                shown,
                facts.placements(),
                facts.summary(),
                facts.summaryAt(),
                facts.verdicts(),
                facts.rollout());
    }

    private ShapeOption shown(DeploymentId deployment, ShapeOption option) {
        Shape shape =
                first.computeIfAbsent(
                        new Option(deployment, option.instanceType()), _ -> option.shape());
        return new ShapeOption(
                option.instanceType(), shape, option.tolerations(), option.revision());
    }

    @Override
    public Instant readAt() {
        return store.readAt();
    }

    @Override
    public void write(SchedulerPlan plan, Instant decidedAt, Runnable written) {
        store.write(plan, decidedAt, written);
    }
}
