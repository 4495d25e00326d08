package dev.mcm.lsm.adapter.kube;

import dev.mcm.event.v1.DeploymentDetail;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A workload of one revision that MCM has put there; told in the words of the Deployments that
/// workloads were before, so that an older GSM sees it.
///
/// A label that it does not have itself is taken from its pod template: the controller of a
/// Deployment makes every ReplicaSet its own whose labels it selects and that no other controller
/// has, so beside a Deployment from before, which selects by instance type, it must not have that
/// label.
final class ReplicaSetProjection implements Projection<ReplicaSet> {
    @Override
    public ObservedObject of(ReplicaSet workload) {
        DeploymentDetail.Builder detail =
                DeploymentDetail.newBuilder()
                        .setGeneration(Projection.number(workload.getMetadata().getGeneration()));
        @Nullable ReplicaSetSpec spec = workload.getSpec();
        if (spec != null) {
            detail.setDesiredReplicas(Projection.number(spec.getReplicas()));
        }
        @Nullable ReplicaSetStatus status = workload.getStatus();
        if (status != null) {
            detail.setReplicas(Projection.number(status.getReplicas()))
                    .setReadyReplicas(Projection.number(status.getReadyReplicas()))
                    .setObservedGeneration(Projection.number(status.getObservedGeneration()));
        }
        return Projection.common(
                        ObjectKind.OBJECT_KIND_DEPLOYMENT, workload.getMetadata(), labels(workload))
                .setDeployment(detail)
                .build();
    }

    private static Map<String, String> labels(ReplicaSet workload) {
        Map<String, String> labels = new HashMap<>();
        @Nullable ReplicaSetSpec spec = workload.getSpec();
        if (spec != null
                && spec.getTemplate() != null
                && spec.getTemplate().getMetadata() != null
                && spec.getTemplate().getMetadata().getLabels() != null) {
            labels.putAll(spec.getTemplate().getMetadata().getLabels());
        }
        if (workload.getMetadata().getLabels() != null) {
            labels.putAll(workload.getMetadata().getLabels());
        }
        return labels;
    }
}
