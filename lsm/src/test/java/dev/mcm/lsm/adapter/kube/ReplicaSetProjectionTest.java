package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.DeploymentDetail;
import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class ReplicaSetProjectionTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aReplicaSetIsToldAsTheDeploymentsBeforeItWithItsRevision() {
        ObservedObject workload =
                project(
                        """
                        metadata:
                          name: d-aaaaaaaaaa-0a1b2c3d4e-12345678
                          namespace: mcm-acme
                          uid: u1
                          generation: 7
                          labels:
                            mcm.dev/managed: "true"
                            mcm.dev/deployment: d-aaaaaaaaaa
                            mcm.dev/deployment-version: "3"
                            mcm.dev/revision: 0a1b2c3d4e
                            mcm.dev/instance-type: h100
                        spec: {replicas: 4}
                        status: {replicas: 3, readyReplicas: 2, observedGeneration: 6}
                        """);
        assertThat(workload.getKind()).isEqualTo(ObjectKind.OBJECT_KIND_DEPLOYMENT);
        assertThat(workload.getName()).isEqualTo("d-aaaaaaaaaa-0a1b2c3d4e-12345678");
        assertThat(workload.getManagedBy())
                .isEqualTo(
                        ManagedBy.newBuilder()
                                .setDeploymentId("d-aaaaaaaaaa")
                                .setVersion(3)
                                .setRevision("0a1b2c3d4e")
                                .setInstanceType("h100")
                                .build());
        assertThat(workload.getDeployment())
                .isEqualTo(
                        DeploymentDetail.newBuilder()
                                .setDesiredReplicas(4)
                                .setReplicas(3)
                                .setReadyReplicas(2)
                                .setGeneration(7)
                                .setObservedGeneration(6)
                                .build());
    }

    /// One that has the label is adopted by a Deployment from before, which selects by it.
    @Test
    void theInstanceTypeThatItsPodsSayIsItsOwn() {
        ObservedObject workload =
                project(
                        """
                        metadata:
                          name: w
                          namespace: mcm-acme
                          uid: u1
                          labels: {mcm.dev/managed: "true", mcm.dev/deployment: d-aaaaaaaaaa, mcm.dev/deployment-version: "4"}
                        spec:
                          template:
                            metadata:
                              labels: {mcm.dev/deployment-version: "3", mcm.dev/revision: 0a1b2c3d4e, mcm.dev/instance-type: h100}
                        """);
        assertThat(workload.getManagedBy())
                .isEqualTo(
                        ManagedBy.newBuilder()
                                .setDeploymentId("d-aaaaaaaaaa")
                                .setVersion(4)
                                .setRevision("0a1b2c3d4e")
                                .setInstanceType("h100")
                                .build());
    }

    @Test
    void oneThatNobodyHasFilledInYetIsToldAllTheSame() {
        ObservedObject workload = project("metadata: {name: w, namespace: mcm-acme, uid: u1}");
        assertThat(workload.getDeployment()).isEqualTo(DeploymentDetail.getDefaultInstance());
        assertThat(workload.hasDeployment()).isTrue();
        assertThat(workload.hasManagedBy()).isFalse();
    }

    private static ObservedObject project(String yaml) {
        return new ReplicaSetProjection()
                .of(
                        YAML.unmarshal(
                                "apiVersion: apps/v1\nkind: ReplicaSet\n" + yaml,
                                ReplicaSet.class));
    }
}
