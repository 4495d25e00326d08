package dev.mcm.atc.core.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.SecretEnv;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SpecRulesTest {
    private static DeploymentSpec.Builder valid() {
        return DeploymentSpec.newBuilder()
                .setImage("registry.example.com/team/model:v1")
                .addInstanceTypes("a10-1");
    }

    private static List<String> fields(DeploymentSpec spec) {
        Violations violations = Violations.none();
        SpecRules.check(spec, violations);
        return violations.all().stream().map(FieldViolation::field).toList();
    }

    @Test
    void aMinimalSpecIsAccepted() {
        assertThat(fields(valid().build())).isEmpty();
    }

    @Test
    void aFullSpecIsAccepted() {
        DeploymentSpec spec =
                valid().clearInstanceTypes()
                        .setResources(
                                resources()
                                        .setGpuCount(1)
                                        .setGpuMilli(250)
                                        .addGpuTypes("A10")
                                        .addGpuTypes("H100"))
                        .addCommand("python")
                        .putEnv("MODEL_NAME", "llama")
                        .addSecretEnv(
                                SecretEnv.newBuilder()
                                        .setName("TOKEN")
                                        .setSecret("hf.example")
                                        .setKey("token"))
                        .putLabels("team.example.com/owner", "search")
                        .setPriority(-1000)
                        .setPlacement(
                                PlacementPolicy.newBuilder()
                                        .addRequiredRegions("us-east-1")
                                        .addTolerations("gpu=a10:NoSchedule")
                                        .addTolerations("spot:NoExecute")
                                        .addAllowedPlanes("aws-1")
                                        .setMinPlanes(2)
                                        .setMaxPlaneSharePercent(60))
                        .build();

        assertThat(fields(spec)).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("spec.image", s -> s.clearImage()),
                broken("spec.image", s -> s.setImage("has blank")),
                broken("spec.image", s -> s.setImage("a".repeat(513))),
                broken("spec.port", s -> s.setPort(-1)),
                broken("spec.port", s -> s.setPort(65_536)),
                broken("spec.node_count", s -> s.setNodeCount(-1)),
                broken("spec.node_count", s -> s.setNodeCount(2)),
                broken("spec.priority", s -> s.setPriority(1001)),
                broken("spec.priority", s -> s.setPriority(-1001)),
                broken("spec.longest_request_seconds", s -> s.setLongestRequestSeconds(3601)),
                broken("spec.predict_concurrency", s -> s.setPredictConcurrency(-1)),
                broken("spec.env[1BAD]", s -> s.putEnv("1BAD", "x")),
                broken("spec.env[NUL]", s -> s.putEnv("NUL", "a\0b")),
                broken(
                        "spec.secret_env[0].name",
                        s -> s.putEnv("A", "x").addSecretEnv(secret("A"))),
                broken(
                        "spec.secret_env[0].secret",
                        s -> s.addSecretEnv(secret("B").toBuilder().setSecret("No_Such"))),
                broken(
                        "spec.labels[mcm.dev/managed]",
                        s -> s.putLabels("mcm.dev/managed", "false")),
                broken("spec.labels[x.mcm.dev/a]", s -> s.putLabels("x.mcm.dev/a", "b")),
                broken("spec.labels[-]", s -> s.putLabels("-", "b")),
                broken("spec.labels[a]", s -> s.putLabels("a", "not allowed")),
                broken("spec.resources", s -> s.setResources(resources())),
                broken("spec.instance_types", s -> s.clearInstanceTypes()),
                broken("spec.instance_types[0]", s -> s.setInstanceTypes(0, "Upper")),
                broken("spec.instance_types[1]", s -> s.addInstanceTypes("a10-1")),
                broken(
                        "spec.resources.cpu_milli",
                        s -> s.clearInstanceTypes().setResources(resources().setCpuMilli(0))),
                broken(
                        "spec.resources.memory_mib",
                        s -> s.clearInstanceTypes().setResources(resources().setMemoryMib(-5))),
                broken(
                        "spec.resources.gpu_types",
                        s -> s.clearInstanceTypes().setResources(resources().setGpuCount(1))),
                broken(
                        "spec.resources.gpu_types",
                        s -> s.clearInstanceTypes().setResources(resources().addGpuTypes("A10"))),
                broken(
                        "spec.resources.gpu_milli",
                        s ->
                                s.clearInstanceTypes()
                                        .setResources(
                                                resources()
                                                        .setGpuCount(2)
                                                        .setGpuMilli(500)
                                                        .addGpuTypes("A10"))),
                broken(
                        "spec.placement.tolerations[0]",
                        s -> s.getPlacementBuilder().addTolerations("a=b")),
                broken(
                        "spec.placement.tolerations[0]",
                        s -> s.getPlacementBuilder().addTolerations("a=b:Never")),
                broken(
                        "spec.placement.tolerations[0]",
                        s -> s.getPlacementBuilder().addTolerations(":NoSchedule")),
                broken(
                        "spec.placement.tolerations[1]",
                        s ->
                                s.getPlacementBuilder()
                                        .addTolerations("gpu=a10:NoSchedule")
                                        .addTolerations(
                                                "node-role.kubernetes.io/control-plane:NoSchedule")),
                broken(
                        "spec.placement.tolerations[0]",
                        s ->
                                s.getPlacementBuilder()
                                        .addTolerations(
                                                "node-role.kubernetes.io/master=true:NoExecute")),
                broken(
                        "spec.placement.required_regions[0]",
                        s -> s.getPlacementBuilder().addRequiredRegions("")),
                broken(
                        "spec.placement.required_regions[1]",
                        s ->
                                s.getPlacementBuilder()
                                        .addRequiredRegions("a")
                                        .addRequiredRegions("a")),
                broken(
                        "spec.placement.allowed_planes[0]",
                        s -> s.getPlacementBuilder().addAllowedPlanes("NO")),
                broken(
                        "spec.placement.denied_planes",
                        s -> s.getPlacementBuilder().addAllowedPlanes("p1").addDeniedPlanes("p1")),
                broken("spec.placement.min_planes", s -> s.getPlacementBuilder().setMinPlanes(-1)),
                broken(
                        "spec.placement.max_plane_share_percent",
                        s -> s.getPlacementBuilder().setMaxPlaneSharePercent(101)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyBrokenRuleNamesItsField(String field, Consumer<DeploymentSpec.Builder> breakIt) {
        DeploymentSpec.Builder spec = valid();
        breakIt.accept(spec);

        assertThat(fields(spec.build())).containsExactly(field);
    }

    @Test
    void allBrokenRulesAreReportedAtOnce() {
        DeploymentSpec spec = valid().clearImage().setPort(-1).setPriority(5000).build();

        assertThat(fields(spec))
                .containsExactlyInAnyOrder("spec.image", "spec.port", "spec.priority");
    }

    @Test
    void aSpecThatIsTooLargeIsRefused() {
        DeploymentSpec spec = valid().putEnv("BIG", "x".repeat(300_000)).build();

        assertThat(fields(spec)).containsExactly("spec");
    }

    private static Arguments broken(String field, Consumer<DeploymentSpec.Builder> breakIt) {
        return Arguments.of(field, breakIt);
    }

    private static Resources.Builder resources() {
        return Resources.newBuilder().setCpuMilli(1000).setMemoryMib(2048);
    }

    private static SecretEnv secret(String name) {
        return SecretEnv.newBuilder().setName(name).setSecret("s").setKey("k").build();
    }
}
