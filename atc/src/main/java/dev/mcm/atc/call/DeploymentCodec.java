package dev.mcm.atc.call;

import dev.mcm.atc.core.status.CellFacts;
import dev.mcm.atc.core.status.DeploymentStatusDecision;
import dev.mcm.atc.core.status.DeploymentStatusPolicy;
import dev.mcm.atc.core.status.StatusFacts;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.PlaneReplicas;
import dev.mcm.atc.v1.ReplicaCounts;
import dev.mcm.shared.time.Timestamps;
import java.time.Instant;

/// Deployments as the API shows them.
final class DeploymentCodec {
    private DeploymentCodec() {}

    static Deployment toProto(DeploymentRecord deployment, Instant now) {
        dev.mcm.state.deployment.Deployment row = deployment.row();
        DeploymentStatusDecision status = DeploymentStatusPolicy.decide(deployment.facts(), now);
        Deployment.Builder proto =
                Deployment.newBuilder()
                        .setId(row.id().value())
                        .setOrganizationId(row.organizationId().value())
                        .setModelId(row.modelId().value())
                        .setName(row.name())
                        .setVersion(row.specVersion())
                        .setSpec(deployment.spec().getSpec())
                        .setAutoscaling(row.autoscaling().toProto())
                        .setRollout(row.rollout().toProto())
                        .setStatus(status.status())
                        .setStatusMessage(status.message())
                        .setReplicas(counts(deployment.facts()))
                        .setEtag(Etags.of(row.revision()))
                        .setCreatedAt(Timestamps.of(row.createdAt()))
                        .setUpdatedAt(Timestamps.of(row.updatedAt()));
        deployment.planes().forEach(plane -> proto.addPlanes(toProto(plane)));
        return proto.build();
    }

    private static ReplicaCounts counts(StatusFacts facts) {
        return ReplicaCounts.newBuilder()
                .setDesired(facts.wanted())
                .setPlaced(facts.placed())
                .setReady(facts.ready())
                .setPending(facts.pending())
                .build();
    }

    private static PlaneReplicas toProto(CellFacts plane) {
        return PlaneReplicas.newBuilder()
                .setPlaneId(plane.planeId().value())
                .setInstanceType(plane.instanceType().value())
                .setPlaced(plane.placed())
                .setBound(plane.observed().bound())
                .setReady(plane.observed().ready())
                .setPushedVersion(plane.push().appliedVersion())
                .setPushError(plane.push().error())
                .setRevision(plane.made().revision().value())
                .setCurrent(plane.made().current())
                .build();
    }
}
