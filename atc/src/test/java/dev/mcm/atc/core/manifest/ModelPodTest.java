package dev.mcm.atc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ExecCommand;
import dev.mcm.type.v1.PodPort;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.PodVolume;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Pods as models need them.
final class ModelPodTest {
    private static DeploymentSpec.Builder spec() {
        return DeploymentSpec.newBuilder().setImage("r/model:1").setPort(8000);
    }

    private static PodProbe.Builder http(String path) {
        return PodProbe.newBuilder().setHttpPath(path);
    }

    @Test
    void theImageIsPulledWithTheNamedSecrets() {
        DeploymentSpec spec = spec().addImagePullSecrets("a").addImagePullSecrets("b").build();

        assertThat(ModelPods.podSpec(spec).get("imagePullSecrets"))
                .isEqualTo(List.of(Map.of("name", "a"), Map.of("name", "b")));
    }

    @Test
    void annotationsAreThoseOfThePodsAndTheRuntimeClassToo() {
        DeploymentSpec spec =
                spec().putAnnotations("prometheus.io/scrape", "true")
                        .setRuntimeClass("nvidia")
                        .build();
        Map<String, Object> tree = ModelPods.workload(WorkloadKind.REPLICA_SET, spec).tree();

        assertThat(ModelPods.map(tree, "spec", "template", "metadata", "annotations"))
                .isEqualTo(Map.of("prometheus.io/scrape", "true"));
        assertThat(ModelPods.map(tree, "metadata", "annotations"))
                .isEqualTo(Map.of("mcm.dev/version", "7"));
        assertThat(ModelPods.podSpec(spec).get("runtimeClassName")).isEqualTo("nvidia");
    }

    @Test
    void furtherPortsStandBehindTheOneForRequests() {
        DeploymentSpec spec =
                spec().addPorts(PodPort.newBuilder().setName("metrics").setNumber(9400)).build();

        assertThat(ModelPods.container(spec).get("ports"))
                .isEqualTo(
                        List.of(
                                Map.of("name", "http", "containerPort", 8000, "protocol", "TCP"),
                                Map.of(
                                        "name",
                                        "metrics",
                                        "containerPort",
                                        9400,
                                        "protocol",
                                        "TCP")));
    }

    @Test
    void eachCheckIsAskedAsKubernetesNamesIt() {
        DeploymentSpec spec =
                spec().addPorts(PodPort.newBuilder().setName("grpc").setNumber(9000))
                        .setStartupProbe(
                                PodProbe.newBuilder().setGrpcService("llm").setPort("grpc"))
                        .setReadinessProbe(
                                http("/health")
                                        .setPeriodSeconds(7)
                                        .setTimeoutSeconds(2)
                                        .setFailureThreshold(4))
                        .setLivenessProbe(
                                PodProbe.newBuilder()
                                        .setExec(
                                                ExecCommand.newBuilder()
                                                        .addCommand("check")
                                                        .addCommand("-v")))
                        .build();
        Map<?, ?> container = ModelPods.container(spec);

        assertThat(container.get("startupProbe"))
                .isEqualTo(
                        Map.of(
                                "grpc",
                                Map.of("port", 9000, "service", "llm"),
                                "periodSeconds",
                                10,
                                "timeoutSeconds",
                                5,
                                "failureThreshold",
                                180));
        assertThat(container.get("readinessProbe"))
                .isEqualTo(
                        Map.of(
                                "httpGet",
                                Map.of("path", "/health", "port", "http"),
                                "periodSeconds",
                                7,
                                "timeoutSeconds",
                                2,
                                "failureThreshold",
                                4));
        assertThat(container.get("livenessProbe"))
                .isEqualTo(
                        Map.of(
                                "exec",
                                Map.of("command", List.of("check", "-v")),
                                "periodSeconds",
                                10,
                                "timeoutSeconds",
                                5,
                                "failureThreshold",
                                3));
        assertThat(startup(spec().setStartupProbe(PodProbe.newBuilder().setTcp(true)).build()))
                .contains("tcpSocket={port=http}");
    }

    /// 20 minutes of loading and nothing said: it is not ready, and that is all.
    @Test
    void aModelThatMayNotDieMayLoadForAsLongAsItLikes() {
        Map<?, ?> container =
                ModelPods.container(spec().setReadinessProbe(http("/health")).build());

        assertThat(container.containsKey("startupProbe")).isFalse();
        assertThat(container.containsKey("livenessProbe")).isFalse();
    }

    @Test
    void aModelThatMayDieHasHalfAnHourToStartByWhatMakesItReady() {
        DeploymentSpec spec =
                spec().setReadinessProbe(http("/ready").setPeriodSeconds(3))
                        .setLivenessProbe(http("/live"))
                        .build();

        assertThat(ModelPods.container(spec).get("startupProbe"))
                .isEqualTo(
                        Map.of(
                                "httpGet",
                                Map.of("path", "/ready", "port", "http"),
                                "periodSeconds",
                                10,
                                "timeoutSeconds",
                                5,
                                "failureThreshold",
                                180));
        assertThat(startup(spec().setLivenessProbe(http("/live")).build()))
                .contains("tcpSocket={port=http}");
    }

    @Test
    void theStartDeadlineIsKeptInWholePeriodsNeverShorter() {
        assertThat(startup(spec().setStartDeadlineSeconds(1195).build()))
                .contains("tcpSocket", "failureThreshold=120");
        assertThat(
                        startup(
                                spec().setStartupProbe(http("/x").setPeriodSeconds(300))
                                        .setStartDeadlineSeconds(10)
                                        .build()))
                .contains("failureThreshold=1,");
    }

    private static String startup(DeploymentSpec spec) {
        return String.valueOf(ModelPods.container(spec).get("startupProbe"));
    }

    @Test
    void sharedMemoryIsAVolumeInMemory() {
        DeploymentSpec spec = spec().setSharedMemoryMib(8192).build();

        assertThat(ModelPods.podSpec(spec).get("volumes"))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "name",
                                        "mcm-shm",
                                        "emptyDir",
                                        Map.of("medium", "Memory", "sizeLimit", "8Gi"))));
        assertThat(ModelPods.container(spec).get("volumeMounts"))
                .isEqualTo(List.of(Map.of("name", "mcm-shm", "mountPath", "/dev/shm")));
    }

    @Test
    void eachVolumeIsMountedWhereItIsAskedFor() {
        DeploymentSpec spec =
                spec().addVolumes(volume("scratch").setEmptyDirMib(1536))
                        .addVolumes(
                                volume("weights")
                                        .setClaim("w")
                                        .setSubPath("llama")
                                        .setReadOnly(true))
                        .addVolumes(volume("conf").setConfigMap("c"))
                        .addVolumes(volume("cert").setSecret("s").setReadOnly(true))
                        .addVolumes(volume("cache").setModelCache(true))
                        .build();

        assertThat(ModelPods.podSpec(spec).get("volumes"))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "name",
                                        "scratch",
                                        "emptyDir",
                                        Map.of("sizeLimit", "1536Mi")),
                                Map.of(
                                        "name",
                                        "weights",
                                        "persistentVolumeClaim",
                                        Map.of("claimName", "w")),
                                Map.of("name", "conf", "configMap", Map.of("name", "c")),
                                Map.of("name", "cert", "secret", Map.of("secretName", "s")),
                                Map.of(
                                        "name",
                                        "cache",
                                        "persistentVolumeClaim",
                                        Map.of("claimName", "mcm-model-cache"))));
        assertThat(ModelPods.container(spec).get("volumeMounts"))
                .isEqualTo(
                        List.of(
                                Map.of("name", "scratch", "mountPath", "/mnt/scratch"),
                                Map.of(
                                        "name",
                                        "weights",
                                        "mountPath",
                                        "/mnt/weights",
                                        "subPath",
                                        "llama",
                                        "readOnly",
                                        true),
                                Map.of("name", "conf", "mountPath", "/mnt/conf", "readOnly", true),
                                Map.of("name", "cert", "mountPath", "/mnt/cert", "readOnly", true),
                                Map.of("name", "cache", "mountPath", "/mnt/cache")));
    }

    private static PodVolume.Builder volume(String name) {
        return PodVolume.newBuilder().setName(name).setMountPath("/mnt/" + name);
    }
}
