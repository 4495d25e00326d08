package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.helm.HelmChart;
import dev.mcm.it.walls.ProjectClasses;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a release pushes and what its charts ask for; and what developers' tools must agree on.
class ReleaseFilesTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final String REGISTRY = "registry.example/acme";

    @Test
    void releasedChartsAskForTheImagesThatTheWorkflowPushes(@TempDir Path directory)
            throws Exception {
        assertThat(run("bin/release-charts.sh", "v1.2.3", REGISTRY, directory.toString())).isZero();

        TreeSet<String> asked = new TreeSet<>();
        for (Charts chart : Charts.values()) {
            HelmChart released =
                    new HelmChart(directory.resolve(chart.directory().getFileName().toString()));
            Workloads.of(released.render(chart.release("minimal"))).stream()
                    .filter(Workloads.Workload::isOurs)
                    .forEach(workload -> asked.add(workload.container().getImage()));
        }
        assertThat(asked).hasSize(7).isSubsetOf(pushed("1.2.3"));
    }

    @Test
    void aTagThatIsNoVersionIsRefused(@TempDir Path directory) throws Exception {
        assertThat(run("bin/release-charts.sh", "main", REGISTRY, directory.toString()))
                .isNotZero();
    }

    /// Charts that were pushed first would name images that are not there yet.
    @Test
    void chartsArePushedAfterTheImagesAndTheImagesAfterTheGate() throws IOException {
        Map<?, ?> jobs = jobs();
        assertThat(String.valueOf(map(jobs, "charts").get("needs"))).contains("images");
        assertThat(String.valueOf(map(jobs, "images").get("needs"))).contains("gate");
    }

    @Test
    void helmAndSkaffoldHaveOneVersionEverywhere() throws IOException {
        String tools = read("bin/tools.sh");
        String helm = only("(?m)^helm=v(\\S+)$", tools);
        String skaffold = only("(?m)^skaffold=v(\\S+)$", tools);
        assertThat(only("\"helm\": \"([^\"]+)\"", read(".devcontainer/devcontainer.json")))
                .isEqualTo(helm);
        assertThat(only("SKAFFOLD=v(\\S+)", read(".devcontainer/Dockerfile"))).isEqualTo(skaffold);
        assertThat(only("skaffold-version: ([^ }]+)", workflows())).isEqualTo(skaffold);
        assertThat(all("azure/setup-helm@\\S+\\s+with: \\{version: v([^}]+)\\}", workflows()))
                .hasSize(all("azure/setup-helm", workflows()).size())
                .containsOnly(helm);
        // Skaffold before 2.17 cannot drive helm 4.
        assertThat(helm).startsWith("3.");
    }

    /// Skaffold runs the one status check of a cluster, over the namespaces of all modules, before
    /// it runs a module's hooks; LSM gets ready by a hook.
    @Test
    void skaffoldDoesNotWaitForWhatItsOwnHooksBring() throws IOException {
        for (String document : read("skaffold.yaml").split("(?m)^---$")) {
            Map<?, ?> deploy = map(YAML.unmarshal("---\n" + document, Map.class), "deploy");
            assertThat(deploy.get("statusCheck")).isEqualTo(Boolean.FALSE);
            String hooks = String.valueOf(map(map(deploy, "helm"), "hooks").get("after"));
            assertThat(waits(hooks)).as(hooks).isTrue();
        }
    }

    @Test
    void minikubeIsNeverAskedForItsActiveProfile() throws IOException {
        List<String> calls =
                all(
                        "(?m)^(?!#).*?\\bminikube"
                                + " +(?:-p|start|stop|delete|status|ip|docker-env)\\b.*$",
                        read("bin/minikube.sh"));
        assertThat(calls).hasSizeGreaterThan(5);
        assertThat(calls)
                .allSatisfy(line ->
                        assertThat(line)
                                .doesNotContainPattern(
                                        "(?<!-p )minikube"
                                                + " +(start|stop|delete|status|ip|docker-env)"));
    }

    /// macOS has no `timeout`.
    @Test
    void noScriptNeedsGnuTimeout() throws IOException {
        try (Stream<Path> scripts = Files.list(ProjectClasses.root().resolve("bin"))) {
            for (Path script : scripts.filter(file -> file.toString().endsWith(".sh")).toList()) {
                assertThat(
                                all(
                                        "(?m)^(?! *#).*(?<![-_\\w])timeout +[0-9].*$",
                                        Files.readString(script)))
                        .as(script.toString())
                        .isEmpty();
            }
        }
    }

    /// It asks nobody who he is.
    @Test
    void theNodesEtcdListensOnLoopbackOnly() throws IOException {
        assertThat(all("http://([^: \"]+):23[78]", read("bin/kube-node.sh")))
                .hasSizeGreaterThan(4)
                .containsOnly("127.0.0.1");
    }

    private static boolean waits(String hooks) throws IOException {
        String called = hooks;
        for (String script : all("(bin/[a-z-]+\\.sh)", hooks)) {
            called += read(script);
        }
        return called.contains("bin/await-rollout.sh");
    }

    /// As docker/metadata-action names them for a tag `v<version>`.
    private static List<String> pushed(String version) throws IOException {
        Map<?, ?> images = map(jobs(), "images");
        assertThat(images.toString())
                .contains("type=semver,pattern={{version}}")
                .contains("images=${{ vars.REGISTRY || 'local' }}/mcm/${{ matrix.component }}");
        return all("component=([a-z]+)", map(map(images, "strategy"), "matrix").toString()).stream()
                .map(component -> REGISTRY + "/mcm/" + component + ":" + version)
                .toList();
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .directory(ProjectClasses.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static Map<?, ?> jobs() throws IOException {
        String text = read(".github/workflows/build-test-push.yml");
        return map(YAML.unmarshal("---\n" + text, Map.class), "jobs");
    }

    private static String workflows() throws IOException {
        return read(".github/workflows/build-test-push.yml")
                + read(".github/workflows/mcm-integration-tests.yml");
    }

    private static String only(String pattern, String text) {
        assertThat(all(pattern, text)).as(pattern).hasSize(1);
        return all(pattern, text).getFirst();
    }

    /// What the pattern's only group finds; the whole match where it has none.
    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.groupCount() == 0 ? found.group() : found.group(1))
                .toList();
    }

    private static String read(String file) throws IOException {
        return Files.readString(ProjectClasses.root().resolve(file));
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return (Map<?, ?>) parent.get(key);
    }
}
