package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `deployments`.
///
/// @param name unique among those of the model that are not being deleted
/// @param version of the spec, from 1
/// @param priority larger is placed first
/// @param revision from 1; every update adds one
/// @param traceparent W3C trace context of the call that changed it last; empty when there was none
public record Deployment(
        DeploymentId id,
        OrganizationId organizationId,
        ModelId modelId,
        String name,
        long version,
        SpecHash specHash,
        int priority,
        Autoscaling autoscaling,
        Lifecycle lifecycle,
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
        return new Deployment(
                id,
                organizationId,
                modelId,
                name,
                version + 1,
                spec,
                newPriority,
                autoscaling,
                lifecycle,
                revision,
                traceparent,
                createdAt,
                now);
    }

    public Deployment withAutoscaling(Autoscaling settings, Instant now) {
        return new Deployment(
                id,
                organizationId,
                modelId,
                name,
                version,
                specHash,
                priority,
                settings,
                lifecycle,
                revision,
                traceparent,
                createdAt,
                now);
    }

    public Deployment withLifecycle(Lifecycle next, Instant now) {
        return new Deployment(
                id,
                organizationId,
                modelId,
                name,
                version,
                specHash,
                priority,
                autoscaling,
                next,
                revision,
                traceparent,
                createdAt,
                now);
    }

    public Deployment withTraceparent(String trace) {
        return new Deployment(
                id,
                organizationId,
                modelId,
                name,
                version,
                specHash,
                priority,
                autoscaling,
                lifecycle,
                revision,
                trace,
                createdAt,
                updatedAt);
    }

    Deployment withRevision(long next) {
        return new Deployment(
                id,
                organizationId,
                modelId,
                name,
                version,
                specHash,
                priority,
                autoscaling,
                lifecycle,
                next,
                traceparent,
                createdAt,
                updatedAt);
    }
}
