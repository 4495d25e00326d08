package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

final class PodProjectionTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @Test
    void aRunningPodOfMcmIsProjectedWhole() {
        ObservedObject pod =
                project(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: p1
                          namespace: mcm-acme
                          uid: u1
                          resourceVersion: "42"
                          creationTimestamp: "2026-01-01T00:00:00Z"
                          labels:
                            mcm.dev/managed: "true"
                            mcm.dev/deployment: d-aaaaaaaaaa
                            mcm.dev/deployment-version: "3"
                            mcm.dev/revision: 0a1b2c3d4e
                            mcm.dev/instance-type: h100
                          annotations: {mcm.dev/gpu-index: "0,3"}
                        spec:
                          nodeName: n1
                          containers:
                          - name: model
                            image: x
                            resources:
                              requests: {cpu: "1500m", memory: 1Gi, nvidia.com/gpu: "2"}
                              limits: {cpu: "4", memory: 2Gi, nvidia.com/gpu: "2"}
                          - name: side
                            image: y
                            resources:
                              requests: {cpu: "0.25", memory: "1000"}
                        status:
                          phase: Running
                          conditions: [{type: Ready, status: "True"}]
                          containerStatuses:
                          - {name: model, ready: true, restartCount: 2, image: x, imageID: x, state: {running: {}}}
                          - {name: side, ready: true, restartCount: 1, image: y, imageID: y, state: {running: {}}}
                        """);
        assertThat(pod.getUid()).isEqualTo("u1");
        assertThat(pod.getResourceVersion()).isEqualTo("42");
        assertThat(pod.getCreatedAt().getSeconds()).isEqualTo(1_767_225_600);
        assertThat(pod.getTerminating()).isFalse();
        assertThat(pod.getManagedBy())
                .isEqualTo(
                        ManagedBy.newBuilder()
                                .setDeploymentId("d-aaaaaaaaaa")
                                .setVersion(3)
                                .setRevision("0a1b2c3d4e")
                                .setInstanceType("h100")
                                .build());
        assertThat(pod.getPod())
                .isEqualTo(
                        PodDetail.newBuilder()
                                .setNodeName("n1")
                                .setPhase("Running")
                                .setReady(true)
                                .setRestarts(3)
                                .setCpuMilli(1_750)
                                .setMemoryMib(1_025)
                                .setGpuCount(2)
                                .setGpuMilli(1_000)
                                .addGpuIndex(0)
                                .addGpuIndex(3)
                                .build());
    }

    @Test
    void aShareOfAGpuIsOneGpuWithThatShare() {
        PodDetail pod = project(spec("limits: {mcm.dev/gpu-milli: \"300\"}")).getPod();
        assertThat(pod.getGpuCount()).isEqualTo(1);
        assertThat(pod.getGpuMilli()).isEqualTo(300);
    }

    @Test
    void aHostileListOfGpusIsNone() {
        String annotation = "0,".repeat(50_000) + "0";
        assertThat(annotated(annotation).getGpuIndexList()).isEmpty();
        assertThat(annotated("1".repeat(5_000)).getGpuIndexList()).isEmpty();
        assertThat(annotated("7,6,5").getGpuIndexList()).containsExactly(7, 6, 5);
    }

    private static PodDetail annotated(String gpus) {
        return new PodProjection()
                .of(
                        new PodBuilder()
                                .withNewMetadata()
                                .withUid("u")
                                .addToAnnotations("mcm.dev/gpu-index", gpus)
                                .endMetadata()
                                .build())
                .getPod();
    }

    @Test
    void aPodWithoutGpusHasNone() {
        PodDetail pod = project(spec("requests: {cpu: \"1\"}")).getPod();
        assertThat(pod.getGpuCount()).isZero();
        assertThat(pod.getGpuMilli()).isZero();
    }

    @Test
    void foreignPodsBelongToNobody() {
        assertThat(project(spec("requests: {cpu: \"1\"}")).hasManagedBy()).isFalse();
    }

    @Test
    void aPodThatNoNodeTakesSaysWhy() {
        assertThat(
                        reason(
                                """
                                phase: Pending
                                conditions:
                                - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes: no GPU"}
                                """))
                .isEqualTo("Unschedulable: 0/3 nodes: no GPU");
    }

    @Test
    void aContainerThatCannotPullSaysWhy() {
        assertThat(
                        reason(
                                """
                                phase: Pending
                                conditions: [{type: PodScheduled, status: "True"}]
                                containerStatuses:
                                - name: model
                                  ready: false
                                  restartCount: 0
                                  image: x
                                  imageID: ""
                                  state: {waiting: {reason: ImagePullBackOff, message: "Back-off pulling image"}}
                                """))
                .isEqualTo("ImagePullBackOff: Back-off pulling image");
    }

    @Test
    void aContainerInBackOffSaysWhyItCrashed() {
        assertThat(
                        reason(
                                """
                                phase: Running
                                containerStatuses:
                                - name: model
                                  ready: false
                                  restartCount: 3
                                  image: x
                                  imageID: ""
                                  state: {waiting: {reason: CrashLoopBackOff, message: "back-off 40s"}}
                                  lastState: {terminated: {exitCode: 137, reason: OOMKilled}}
                                """))
                .isEqualTo("CrashLoopBackOff: last ended: OOMKilled, exit code 137; back-off 40s");
    }

    @Test
    void anEvictedPodSaysWhy() {
        assertThat(reason("{phase: Failed, reason: Evicted, message: The node was low on memory}"))
                .isEqualTo("Evicted: The node was low on memory");
    }

    @Test
    void aContainerThatEndedWellIsNoReason() {
        assertThat(
                        reason(
                                """
                                phase: Succeeded
                                containerStatuses:
                                - name: model
                                  ready: false
                                  restartCount: 0
                                  image: x
                                  imageID: ""
                                  state: {terminated: {exitCode: 0, reason: Completed}}
                                """))
                .isEqualTo(": ");
    }

    private static String reason(String status) {
        PodDetail pod =
                project(
                                """
                                apiVersion: v1
                                kind: Pod
                                metadata: {name: p, namespace: x, uid: u}
                                status:
                                """
                                        + status.indent(2))
                        .getPod();
        return pod.getReason() + ": " + pod.getMessage();
    }

    private static String spec(String resources) {
        return """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: x, uid: u}
        spec:
          containers:
          - name: c
            image: x
            resources:
              %s
        """
                .formatted(resources);
    }

    private static ObservedObject project(String yaml) {
        return new PodProjection().of(YAML.unmarshal(yaml, Pod.class));
    }
}
