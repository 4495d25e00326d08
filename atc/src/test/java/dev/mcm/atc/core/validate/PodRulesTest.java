package dev.mcm.atc.core.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ExecCommand;
import dev.mcm.type.v1.PodPort;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.PodVolume;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a spec says of the pod around the model.
final class PodRulesTest {
    private static List<FieldViolation> violations(Consumer<DeploymentSpec.Builder> change) {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder().setImage("r/model:1").addInstanceTypes("a10-1");
        change.accept(spec);
        Violations violations = Violations.none();
        SpecRules.check(spec.build(), violations);
        return violations.all();
    }

    @Test
    void aPodOfARealModelIsAccepted() {
        assertThat(
                        violations(spec ->
                                spec.addImagePullSecrets("registry.example.com")
                                        .addPorts(port("metrics", 9400))
                                        .addPorts(port("grpc", 9000))
                                        .setStartupProbe(probe().setHttpPath("/health?full=1"))
                                        .setReadinessProbe(
                                                probe().setGrpcService("")
                                                        .setPort("grpc")
                                                        .setPeriodSeconds(300)
                                                        .setFailureThreshold(100))
                                        .setLivenessProbe(
                                                probe().setExec(
                                                                ExecCommand.newBuilder()
                                                                        .addCommand("true")))
                                        .setStartDeadlineSeconds(14_400)
                                        .setSharedMemoryMib(8192)
                                        .addVolumes(volume("scratch").setEmptyDirMib(1))
                                        .addVolumes(
                                                volume("weights")
                                                        .setClaim("weights")
                                                        .setSubPath("llama/3.1..final")
                                                        .setReadOnly(true))
                                        .addVolumes(volume("conf").setConfigMap("conf.v1"))
                                        .addVolumes(volume("cert").setSecret("cert"))
                                        .addVolumes(volume("cache").setModelCache(true))
                                        .putAnnotations("prometheus.io/scrape", "true")
                                        .setRuntimeClass("nvidia")))
                .isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken(
                        "spec.image_pull_secrets[1]",
                        "'a' (expected: each value once)",
                        spec -> spec.addImagePullSecrets("a").addImagePullSecrets("a")),
                broken(
                        "spec.image_pull_secrets[0]",
                        "'A_b' (expected: a DNS name of at most 253 characters)",
                        spec -> spec.addImagePullSecrets("A_b")),
                broken(
                        "spec.image_pull_secrets",
                        "'17 secrets' (expected: at most 16)",
                        spec ->
                                IntStream.range(0, 17)
                                        .forEach(i -> spec.addImagePullSecrets("s" + i))),
                broken(
                        "spec.ports[0].name",
                        "'http' (expected: each name once; http is `port`)",
                        spec -> spec.addPorts(port("http", 9000))),
                broken(
                        "spec.ports[1].name",
                        "'m' (expected: each name once; http is `port`)",
                        spec -> spec.addPorts(port("m", 1)).addPorts(port("m", 2))),
                broken(
                        "spec.ports[0].name",
                        "'a-name-too-long1' (expected: at most 15 of a-z, 0-9 and '-', with a"
                                + " letter, without '--' and '-' at an end)",
                        spec -> spec.addPorts(port("a-name-too-long1", 9000))),
                broken(
                        "spec.ports[0].number",
                        "'8080' (expected: each number once; `port` has 8080)",
                        spec -> spec.addPorts(port("metrics", 8080))),
                broken(
                        "spec.ports[0].number",
                        "'0' (expected: 1 to 65535)",
                        spec -> spec.addPorts(port("metrics", 0))),
                broken(
                        "spec.shared_memory_mib",
                        "'-1' (expected: 0 to 67108864)",
                        spec -> spec.setSharedMemoryMib(-1)),
                broken(
                        "spec.start_deadline_seconds",
                        "'9' (expected: 0, or 10 to 14400)",
                        spec -> spec.setStartDeadlineSeconds(9)),
                broken(
                        "spec.annotations[x.kubernetes.io/a]",
                        "'x.kubernetes.io/a' (expected: a key that is not under mcm.dev/,"
                                + " kubernetes.io/ or k8s.io/)",
                        spec -> spec.putAnnotations("x.kubernetes.io/a", "b")),
                broken(
                        "spec.annotations[mcm.dev/version]",
                        "'mcm.dev/version' (expected: a key that is not under mcm.dev/,"
                                + " kubernetes.io/ or k8s.io/)",
                        spec -> spec.putAnnotations("mcm.dev/version", "1")),
                broken(
                        "spec.annotations[-]",
                        "'-' (expected: a Kubernetes label key: optionally a DNS name and '/', then"
                                + " a name of at most 63 characters)",
                        spec -> spec.putAnnotations("-", "b")),
                broken(
                        "spec.annotations[nul]",
                        "'text with NUL' (expected: text without NUL)",
                        spec -> spec.putAnnotations("nul", "a\0")),
                broken(
                        "spec.runtime_class",
                        "'NVIDIA' (expected: a DNS name of at most 253 characters)",
                        spec -> spec.setRuntimeClass("NVIDIA")));
    }

    static Stream<Arguments> brokenProbes() {
        return Stream.of(
                broken(
                        "spec.readiness_probe",
                        "none given (expected: one of http_path, tcp, grpc_service and exec)",
                        spec -> spec.setReadinessProbe(PodProbe.getDefaultInstance())),
                broken(
                        "spec.readiness_probe.http_path",
                        "'health' (expected: a path of at most 1024 characters that begins with"
                                + " '/', without blanks)",
                        spec -> spec.setReadinessProbe(probe().setHttpPath("health"))),
                broken(
                        "spec.liveness_probe.tcp",
                        "'false' (expected: true)",
                        spec -> spec.setLivenessProbe(probe().setTcp(false))),
                broken(
                        "spec.liveness_probe.exec.command",
                        "'0 items' (expected: 1 to 200)",
                        spec ->
                                spec.setLivenessProbe(
                                        probe().setExec(ExecCommand.getDefaultInstance()))),
                broken(
                        "spec.liveness_probe.exec.command",
                        "'text with NUL' (expected: text without NUL)",
                        spec ->
                                spec.setLivenessProbe(
                                        probe().setExec(
                                                        ExecCommand.newBuilder()
                                                                .addCommand("\0")))),
                broken(
                        "spec.liveness_probe.port",
                        "'http' (expected: none, since exec asks no port)",
                        spec ->
                                spec.setLivenessProbe(
                                        probe().setExec(ExecCommand.newBuilder().addCommand("x"))
                                                .setPort("http"))),
                broken(
                        "spec.startup_probe.port",
                        "'grpc' (expected: one of [http, metrics])",
                        spec ->
                                spec.addPorts(port("metrics", 9400))
                                        .setStartupProbe(
                                                probe().setGrpcService("").setPort("grpc"))),
                broken(
                        "spec.startup_probe.failure_threshold",
                        "'3' (expected: 0, since start_deadline_seconds says how long it may take)",
                        spec -> spec.setStartupProbe(probe().setTcp(true).setFailureThreshold(3))),
                broken(
                        "spec.readiness_probe.period_seconds",
                        "'301' (expected: 0 to 300)",
                        spec -> spec.setReadinessProbe(probe().setTcp(true).setPeriodSeconds(301))),
                broken(
                        "spec.readiness_probe.timeout_seconds",
                        "'-1' (expected: 0 to 300)",
                        spec -> spec.setReadinessProbe(probe().setTcp(true).setTimeoutSeconds(-1))),
                broken(
                        "spec.readiness_probe.failure_threshold",
                        "'101' (expected: 0 to 100)",
                        spec ->
                                spec.setReadinessProbe(
                                        probe().setTcp(true).setFailureThreshold(101))),
                broken(
                        "spec.readiness_probe.grpc_service",
                        "'a b' (expected: at most 253 printable ASCII characters without blanks)",
                        spec -> spec.setReadinessProbe(probe().setGrpcService("a b"))));
    }

    static Stream<Arguments> brokenVolumes() {
        return Stream.of(
                broken(
                        "spec.volumes[0]",
                        "none given (expected: one of empty_dir_mib, claim, config_map, secret and"
                                + " model_cache)",
                        spec -> spec.addVolumes(volume("v"))),
                broken(
                        "spec.volumes[0].name",
                        "'mcm-shm' (expected: a name that does not begin with mcm-, which MCM keeps"
                                + " for itself)",
                        spec -> spec.addVolumes(volume("mcm-shm").setClaim("c"))),
                broken(
                        "spec.volumes[1].name",
                        "'v' (expected: each name once)",
                        spec ->
                                spec.addVolumes(volume("v").setClaim("c"))
                                        .addVolumes(volume("v").setMountPath("/w").setClaim("c"))),
                broken(
                        "spec.volumes[1].mount_path",
                        "'/mnt/v' (expected: each path once)",
                        spec ->
                                spec.addVolumes(volume("v").setClaim("c"))
                                        .addVolumes(
                                                volume("w").setMountPath("/mnt/v").setClaim("c"))),
                brokenPath("mnt"),
                brokenPath("/"),
                brokenPath("/mnt/"),
                brokenPath("/mnt/../etc"),
                brokenPath("/mnt:ro"),
                broken(
                        "spec.volumes[0].mount_path",
                        "'/dev/shm' (expected: a path that is not in /dev, /proc or /sys; /dev/shm"
                                + " is shared_memory_mib)",
                        spec ->
                                spec.addVolumes(
                                        volume("v").setMountPath("/dev/shm").setEmptyDirMib(1))),
                broken(
                        "spec.volumes[0].empty_dir_mib",
                        "'0' (expected: 1 to 67108864)",
                        spec -> spec.addVolumes(volume("v").setEmptyDirMib(0))),
                broken(
                        "spec.volumes[0].claim",
                        "'' (expected: a DNS name of at most 253 characters)",
                        spec -> spec.addVolumes(volume("v").setClaim(""))),
                broken(
                        "spec.volumes[0].config_map",
                        "'A' (expected: a DNS name of at most 253 characters)",
                        spec -> spec.addVolumes(volume("v").setConfigMap("A"))),
                broken(
                        "spec.volumes[0].secret",
                        "'A' (expected: a DNS name of at most 253 characters)",
                        spec -> spec.addVolumes(volume("v").setSecret("A"))),
                broken(
                        "spec.volumes[0].model_cache",
                        "'false' (expected: true)",
                        spec -> spec.addVolumes(volume("v").setModelCache(false))),
                broken(
                        "spec.volumes[0].sub_path",
                        "'a/../b' (expected: a relative path of at most 512 characters without '.'"
                                + " and '..')",
                        spec -> spec.addVolumes(volume("v").setClaim("c").setSubPath("a/../b"))),
                broken(
                        "spec.volumes[0].sub_path",
                        "'a' (expected: empty, unless it is a claim or the model cache)",
                        spec -> spec.addVolumes(volume("v").setSecret("s").setSubPath("a"))),
                broken(
                        "spec.volumes[0].read_only",
                        "'true' (expected: false, since nobody else writes to an empty directory)",
                        spec -> spec.addVolumes(volume("v").setEmptyDirMib(1).setReadOnly(true))));
    }

    private static Arguments brokenPath(String path) {
        return broken(
                "spec.volumes[0].mount_path",
                "'"
                        + path
                        + "' (expected: an absolute path of at most 512 characters without ':',"
                        + " '.', '..' and '/' at its end)",
                spec -> spec.addVolumes(volume("v").setMountPath(path).setClaim("c")));
    }

    @ParameterizedTest
    @MethodSource({"broken", "brokenProbes", "brokenVolumes"})
    void eachBrokenRuleNamesItsFieldTheValueAndWhatWasExpected(
            String field, String description, Consumer<DeploymentSpec.Builder> change) {
        assertThat(violations(change)).containsExactly(new FieldViolation(field, description));
    }

    private static Arguments broken(
            String field, String description, Consumer<DeploymentSpec.Builder> change) {
        return Arguments.of(field, description, change);
    }

    private static PodPort.Builder port(String name, int number) {
        return PodPort.newBuilder().setName(name).setNumber(number);
    }

    private static PodProbe.Builder probe() {
        return PodProbe.newBuilder();
    }

    private static PodVolume.Builder volume(String name) {
        return PodVolume.newBuilder().setName(name).setMountPath("/mnt/" + name);
    }
}
