package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Micros;
import java.time.Instant;
import java.util.function.Consumer;

/// A row of `deployments`.
///
/// @param name unique among those of the model that are not being deleted
/// @param specVersion from 1; every other spec adds one
/// @param priority larger is placed first
/// @param revision from 1; every update adds one
/// @param traceparent W3C trace context of the call that changed it last; empty when there was none
public record Deployment(
        DeploymentId id,
        OrganizationId organizationId,
        ModelId modelId,
        String name,
        long specVersion,
        SpecHash specHash,
        int priority,
        Autoscaling autoscaling,
        Rollout rollout,
        DeploymentLifecycle lifecycle,
        long revision,
        String traceparent,
        Instant createdAt,
        Instant updatedAt) {
    public Deployment {
        createdAt = Micros.of(createdAt);
        updatedAt = Micros.of(updatedAt);
    }

    /// The next version, with another spec.
    public Deployment withSpec(SpecHash spec, int newPriority, Instant now) {
        return copy(c -> {
            c.specVersion = specVersion + 1;
            c.specHash = spec;
            c.priority = newPriority;
            c.updatedAt = now;
        });
    }

    public Deployment withAutoscaling(Autoscaling settings, Instant now) {
        return copy(c -> {
            c.autoscaling = settings;
            c.updatedAt = now;
        });
    }

    public Deployment withRollout(Rollout settings, Instant now) {
        return copy(c -> {
            c.rollout = settings;
            c.updatedAt = now;
        });
    }

    public Deployment withLifecycle(DeploymentLifecycle next, Instant now) {
        return copy(c -> {
            c.lifecycle = next;
            c.updatedAt = now;
        });
    }

    public Deployment withTraceparent(String trace) {
        return copy(c -> c.traceparent = trace);
    }

    public Deployment withRevision(long next) {
        return copy(c -> c.revision = next);
    }

    private Deployment copy(Consumer<Changes> change) {
        Changes c = new Changes(this);
        change.accept(c);
        return new Deployment(
                id,
                organizationId,
                modelId,
                name,
                c.specVersion,
                c.specHash,
                c.priority,
                c.autoscaling,
                c.rollout,
                c.lifecycle,
                c.revision,
                c.traceparent,
                createdAt,
                c.updatedAt);
    }

    /// What may become different.
    private static final class Changes {
        private long specVersion;
        private SpecHash specHash;
        private int priority;
        private Autoscaling autoscaling;
        private Rollout rollout;
        private DeploymentLifecycle lifecycle;
        private long revision;
        private String traceparent;
        private Instant updatedAt;

        Changes(Deployment row) {
            this.specVersion = row.specVersion;
            this.specHash = row.specHash;
            this.priority = row.priority;
            this.autoscaling = row.autoscaling;
            this.rollout = row.rollout;
            this.lifecycle = row.lifecycle;
            this.revision = row.revision;
            this.traceparent = row.traceparent;
            this.updatedAt = row.updatedAt;
        }
    }
}
