package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.DeploymentDetail;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import org.jspecify.annotations.Nullable;

/// A workload that MCM has put there before there were revisions.
final class DeploymentProjection implements Projection<Deployment> {
    @Override
    public ObservedObject of(Deployment workload) {
        DeploymentDetail.Builder detail =
                DeploymentDetail.newBuilder()
                        .setGeneration(Projection.number(workload.getMetadata().getGeneration()));
        @Nullable DeploymentSpec spec = workload.getSpec();
        if (spec != null) {
            detail.setDesiredReplicas(Projection.number(spec.getReplicas()));
        }
        @Nullable DeploymentStatus status = workload.getStatus();
        if (status != null) {
            detail.setReplicas(Projection.number(status.getReplicas()))
                    .setReadyReplicas(Projection.number(status.getReadyReplicas()))
                    .setUpdatedReplicas(Projection.number(status.getUpdatedReplicas()))
                    .setObservedGeneration(Projection.number(status.getObservedGeneration()));
        }
        return Projection.common(ObjectKind.OBJECT_KIND_DEPLOYMENT, workload.getMetadata())
                .setDeployment(detail)
                .build();
    }
}
