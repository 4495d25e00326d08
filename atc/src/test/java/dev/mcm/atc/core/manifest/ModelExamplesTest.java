package dev.mcm.atc.core.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.atc.core.spec.SpecResolver;
import dev.mcm.atc.core.validate.AutoscalingRules;
import dev.mcm.atc.core.validate.RolloutRules;
import dev.mcm.atc.core.validate.SpecRules;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.shared.error.Violations;
import dev.mcm.state.placement.WorkloadKind;
import dev.mcm.type.v1.Shape;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The examples of the documentation are accepted, and make the pods that stand beside them;
/// `-Dmcm.docs.write=true` writes these.
final class ModelExamplesTest {
    private static final Path FOLDER = Path.of("..", "docs", "examples");
    private static final Shape SMALL_GPU =
            Shape.newBuilder()
                    .setCpuMilli(4000)
                    .setMemoryMib(16_384)
                    .setGpuCount(1)
                    .setGpuMilli(1000)
                    .setGpuType("L4")
                    .build();

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thereAreThree() throws IOException {
        assertThat(examples()).containsExactly("cpu-model", "truss", "vllm");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleBreaksNoRule(String name) {
        CreateDeploymentRequest request = request(name);
        Violations violations = Violations.none();

        SpecRules.check(request.getSpec(), violations);
        AutoscalingRules.check(SpecDefaults.fill(request.getAutoscaling()), violations);
        RolloutRules.check(SpecDefaults.fill(request.getRollout()), violations);
        SpecResolver.resolve(
                SpecDefaults.fill(request.getSpec()),
                Map.of("l4-1", SMALL_GPU, "a10-1", SMALL_GPU),
                violations);

        assertThat(violations.all()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleMakesThePodThatStandsBesideIt(String name) throws IOException {
        Path file = FOLDER.resolve(name + ".pod.yaml");
        Map<String, Object> tree =
                ModelPods.workload(WorkloadKind.REPLICA_SET, request(name).getSpec()).tree();
        String pod = Serialization.asYaml(ModelPods.map(tree, "spec", "template"));

        if (Boolean.getBoolean("mcm.docs.write")) {
            Files.writeString(file, pod);
        }
        assertThat(Files.readString(file))
                .as("%s; write it with -Dmcm.docs.write=true", file)
                .isEqualTo(pod);
    }

    private static CreateDeploymentRequest request(String name) {
        CreateDeploymentRequest.Builder request = CreateDeploymentRequest.newBuilder();
        try {
            JsonFormat.parser().merge(Files.readString(FOLDER.resolve(name + ".json")), request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return request.build();
    }
}
