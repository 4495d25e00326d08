package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.type.v1.GpuOffer;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class NodeProjectionTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aGpuNodeSaysWhatItCanGiveAndWhomItRefuses() {
        NodeDetail node =
                project(
                        """
                        apiVersion: v1
                        kind: Node
                        metadata: {name: n, uid: u, labels: {mcm.dev/gpu-type: H100}}
                        spec:
                          taints:
                          - {key: z, effect: NoExecute}
                          - {key: soft, value: v, effect: PreferNoSchedule}
                          - {key: a, value: b, effect: NoSchedule}
                        status:
                          allocatable: {cpu: "95500m", memory: "1056784Ki", nvidia.com/gpu: "8", pods: "110", ephemeral-storage: 100Gi}
                          conditions: [{type: MemoryPressure, status: "False"}, {type: Ready, status: "True"}]
                        """);
        assertThat(node)
                .isEqualTo(
                        NodeDetail.newBuilder()
                                .setGpuType("H100")
                                .setGpuCount(8)
                                .setGpuOffer(GpuOffer.GPU_OFFER_WHOLE)
                                .setEphemeralMib(102_400)
                                .setCpuMilli(95_500)
                                .setMemoryMib(1_032)
                                .setReady(true)
                                .setPodSlots(110)
                                .addTaints("a=b:NoSchedule")
                                .addTaints("z=:NoExecute")
                                .build());
    }

    @Test
    void aPoolThatOffersSharesOnlyHasGpusTooAndSaysSo() {
        NodeDetail shares = offering("mcm.dev/gpu-milli: 4k");
        assertThat(shares.getGpuCount()).isEqualTo(4);
        assertThat(shares.getGpuOffer()).isEqualTo(GpuOffer.GPU_OFFER_SHARES);
        NodeDetail both = offering("mcm.dev/gpu-milli: 4k, nvidia.com/gpu: 4");
        assertThat(both.getGpuCount()).isEqualTo(4);
        assertThat(both.getGpuOffer()).isEqualTo(GpuOffer.GPU_OFFER_BOTH);
        assertThat(offering("cpu: 4").getGpuOffer()).isEqualTo(GpuOffer.GPU_OFFER_UNSPECIFIED);
    }

    private static NodeDetail offering(String resources) {
        return project(
                """
                apiVersion: v1
                kind: Node
                metadata: {name: n, uid: u, labels: {mcm.dev/gpu-type: A10}}
                status: {allocatable: {%s}}
                """
                        .formatted(resources));
    }

    @Test
    void aCordonedNodeThatIsNotReadySaysSo() {
        NodeDetail node =
                project(
                        """
                        apiVersion: v1
                        kind: Node
                        metadata: {name: n, uid: u}
                        spec: {unschedulable: true}
                        status: {conditions: [{type: Ready, status: Unknown}]}
                        """);
        assertThat(node.getReady()).isFalse();
        assertThat(node.getUnschedulable()).isTrue();
    }

    @Test
    void aDeploymentSaysHowFarItIs() {
        var detail =
                new DeploymentProjection()
                        .of(
                                YAML.unmarshal(
                                        """
                                        apiVersion: apps/v1
                                        kind: Deployment
                                        metadata: {name: d, namespace: x, uid: u, generation: 4}
                                        spec: {replicas: 3}
                                        status: {replicas: 4, readyReplicas: 2, updatedReplicas: 1, observedGeneration: 3}
                                        """,
                                        Deployment.class))
                        .getDeployment();
        assertThat(detail.getDesiredReplicas()).isEqualTo(3);
        assertThat(detail.getReplicas()).isEqualTo(4);
        assertThat(detail.getReadyReplicas()).isEqualTo(2);
        assertThat(detail.getUpdatedReplicas()).isEqualTo(1);
        assertThat(detail.getGeneration()).isEqualTo(4);
        assertThat(detail.getObservedGeneration()).isEqualTo(3);
    }

    private static NodeDetail project(String yaml) {
        return new NodeProjection().of(YAML.unmarshal(yaml, Node.class)).getNode();
    }
}
