package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf(value = "kubectlIsInstalled", disabledReason = "kubectl is not on the PATH")
class KubectlIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path directory;

    private final SimulatedPlane plane =
            SimulatedPlane.start(
                    PlaneOptions.of(
                            "aws-1",
                            SimulatedNode.gpu("gpu-1", "A100", 2),
                            SimulatedNode.cpu("cpu-1", 8, 32)));
    private Path kubeconfig = Path.of("unset");

    static boolean kubectlIsInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(d -> Files.isExecutable(Path.of(d, "kubectl")));
    }

    @BeforeEach
    void prepare() throws IOException {
        kubeconfig = directory.resolve("kubeconfig");
        plane.writeKubeconfig(kubeconfig);
        Path namespace = directory.resolve("namespace.yaml");
        Files.writeString(
                namespace,
                "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + Fixtures.NAMESPACE + "\n");
        kubectl("apply", "--server-side", "-f", namespace.toString());
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private Process start(Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("HOME", directory.toString());
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private String kubectl(String... arguments) {
        try {
            Path output = Files.createTempFile(directory, "kubectl", ".out");
            Process process = start(output, arguments);
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            String text = Files.readString(output);
            assertThat(ended).as("kubectl %s ended: %s", List.of(arguments), text).isTrue();
            assertThat(process.exitValue()).as("kubectl %s: %s", List.of(arguments), text).isZero();
            return text;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("kubectl did not run", failure);
        }
    }

    private Path manifest(int replicas) throws IOException {
        Path file = directory.resolve("deployment.yaml");
        String yaml = Serialization.asYaml(Fixtures.deployment("d-1", "model:1", replicas));
        return Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everydayCommandsWork() throws IOException, InterruptedException {
        Path watched = directory.resolve("watch.out");
        Process watch = start(watched, "get", "pods", "-A", "-w");
        try {
            String file = manifest(2).toString();
            assertThat(kubectl("apply", "--server-side", "-f", file))
                    .contains("deployment.apps/d-1-a100 serverside-applied");
            assertThat(
                            kubectl(
                                    "rollout",
                                    "status",
                                    "-n",
                                    Fixtures.NAMESPACE,
                                    "deploy/d-1-a100",
                                    "--timeout=30s"))
                    .contains("successfully rolled out");
            assertThat(kubectl("get", "deploy,rs,pods,nodes", "-A"))
                    .containsPattern("deployment.apps/d-1-a100 +2/2 +2 +2 ")
                    .containsPattern("replicaset.apps/d-1-a100-\\S+ +2 +2 +2 ")
                    .containsPattern("pod/d-1-a100-\\S+ +1/1 +Running +0 ")
                    .containsPattern("node/gpu-1 +Ready ");
            assertThat(kubectl("get", "pods", "-n", Fixtures.NAMESPACE, "-o", "wide"))
                    .contains("gpu-1");
            Waiting.until(
                    "the watch to see a running pod",
                    PATIENCE,
                    () -> Files.readString(watched).matches("(?s).*1/1 +Running.*"));
        } finally {
            watch.destroy();
        }
        assertThat(kubectl("describe", "deploy", "-n", Fixtures.NAMESPACE))
                .contains("2 desired | 2 updated | 2 total | 2 available")
                .contains("ScalingReplicaSet");
        assertThat(kubectl("describe", "pods", "-n", Fixtures.NAMESPACE))
                .contains("Successfully assigned");
        assertThat(kubectl("describe", "node", "gpu-1")).contains("nvidia.com/gpu");
    }

    @Test
    void deletingWaitsUntilItIsDone() throws IOException {
        kubectl("apply", "-f", manifest(1).toString());
        kubectl("apply", "-f", manifest(2).toString());
        assertThat(
                        plane.headless()
                                .object(
                                        dev.mcm.testkit.plane.store.ResourceTypes.DEPLOYMENT,
                                        Fixtures.NAMESPACE,
                                        "d-1-a100")
                                .orElseThrow()
                                .number(0, "spec", "replicas"))
                .isEqualTo(2);
        assertThat(
                        kubectl(
                                "delete",
                                "deploy",
                                "d-1-a100",
                                "-n",
                                Fixtures.NAMESPACE,
                                "--cascade=foreground"))
                .contains("deleted");
        assertThat(plane.pods()).isEmpty();
        assertThat(kubectl("delete", "namespace", Fixtures.NAMESPACE)).contains("deleted");
        assertThat(kubectl("get", "ns")).doesNotContain(Fixtures.NAMESPACE);
    }

    @Test
    void discoveryListsWhatIsServed() {
        assertThat(kubectl("api-resources"))
                .contains("httproutes", "poddisruptionbudgets", "leases", "deploy");
        assertThat(kubectl("version")).contains("Server Version: v1.32.0");
    }
}
