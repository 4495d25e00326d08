package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.walls.ProjectClasses;
import dev.mcm.testkit.server.ServerSource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Skaffold, workflows, images, charts and scripts speak of the same things. Whether each file is
/// valid by its own schema is for `make lint`.
class DeploymentFilesTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Set<String> COMPONENTS =
            Set.of("atc", "autoscaler", "scheduler", "gns", "gsm", "lsm", "migrations");

    @Test
    void skaffoldBuildsTheImageOfEveryComponentAsTheDockerfileWantsIt() throws IOException {
        Map<String, Map<?, ?>> artifacts = new TreeMap<>();
        for (Map<?, ?> config : skaffold()) {
            list(map(config, "build").get("artifacts"))
                    .forEach(artifact ->
                            artifacts.put(
                                    String.valueOf(artifact.get("image")),
                                    map(artifact, "docker")));
        }
        assertThat(artifacts.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        COMPONENTS.stream().map(component -> "mcm/" + component).toList());
        artifacts.forEach((image, docker) -> {
            String component = image.substring("mcm/".length());
            assertThat(map(docker, "buildArgs").get("COMPONENT")).isEqualTo(component);
            assertThat(docker.get("target"))
                    .isEqualTo(component.equals("migrations") ? "program" : "service");
        });
        assertThat(read("Dockerfile")).contains("AS service", "AS program", "ARG COMPONENT");
    }

    /// An image that is built and not handed over would leave the release with another one.
    @Test
    void skaffoldHandsEachImageToItsChart() throws IOException {
        Set<String> handed = new TreeSet<>();
        for (Map<?, ?> config : skaffold()) {
            for (Map<?, ?> release : list(map(map(config, "deploy"), "helm").get("releases"))) {
                assertThat(ProjectClasses.root().resolve(String.valueOf(release.get("chartPath"))))
                        .isDirectory();
                map(release, "setValueTemplates")
                        .forEach((key, value) -> handed.add(key + " = " + value));
            }
        }
        for (String component : COMPONENTS) {
            assertThat(handed)
                    .contains(
                            component + ".image.repository = {{.IMAGE_REPO_mcm_" + component + "}}",
                            component + ".image.tag = {{.IMAGE_TAG_mcm_" + component + "}}");
        }
    }

    /// What skaffold releases renders, and the plane looks for Kafka where the control plane has
    /// it.
    @Test
    void theValuesForALaptopRender() throws IOException {
        String controlPlane = rendered(Charts.MCM_CP);
        String plane = rendered(Charts.MCM_WP);
        assertThat(plane).contains("value: \"mcm-cp-kafka.mcm.svc:9092\"");
        assertThat(controlPlane)
                .contains("PLAINTEXT://mcm-cp-kafka.mcm.svc:9092")
                .contains("image: " + composeImage("postgres"))
                .contains("image: " + ServerSource.KAFKA_IMAGE);
    }

    @Test
    void theWorkflowPushesEveryImage() throws IOException {
        Set<String> pushed = new TreeSet<>();
        Map<?, ?> jobs = map(yaml(".github/workflows/build-test-push.yml"), "jobs");
        Map<?, ?> matrix = map(map(map(jobs, "images"), "strategy"), "matrix");
        list(matrix.get("include"))
                .forEach(entry -> pushed.add(String.valueOf(entry.get("component"))));
        TreeSet<String> all = new TreeSet<>(COMPONENTS);
        all.add("atctl");
        assertThat(pushed).isEqualTo(all);
    }

    @Test
    void everyScriptThatAWorkflowOrSkaffoldRunsIsThereAndCanBeRun() throws IOException {
        String text =
                read("skaffold.yaml")
                        + read("Makefile")
                        + read(".github/workflows/build-test-push.yml")
                        + read(".github/workflows/mcm-integration-tests.yml");
        List<String> scripts = new ArrayList<>();
        Pattern.compile("\\bbin/[a-z_-]+\\.sh")
                .matcher(text)
                .results()
                .forEach(script -> scripts.add(script.group()));
        assertThat(scripts).contains("bin/register-dev-plane.sh", "bin/minikube.sh");
        assertThat(scripts)
                .filteredOn(script -> !script.equals("bin/jdk.sh"))
                .allSatisfy(
                        script -> assertThat(ProjectClasses.root().resolve(script)).isExecutable());
    }

    private static String rendered(Charts chart) throws IOException {
        String name = chart.chart().directory().getFileName().toString();
        return chart.chart().render(chart.release(yaml("helm/dev/" + name + ".yaml"))).text();
    }

    /// The default in `${VARIABLE:-image}`.
    private static String composeImage(String service) throws IOException {
        String image =
                String.valueOf(
                        map(map(yaml("docker-compose.yml"), "services"), service).get("image"));
        return image.substring(image.indexOf(":-") + 2, image.length() - 1);
    }

    private static List<Map<?, ?>> skaffold() throws IOException {
        List<Map<?, ?>> configs = new ArrayList<>();
        for (String document : read("skaffold.yaml").split("(?m)^---$")) {
            configs.add(YAML.unmarshal("---\n" + document, Map.class));
        }
        return configs;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String file) throws IOException {
        return YAML.unmarshal("---\n" + read(file), Map.class);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ProjectClasses.root().resolve(Path.of(file)));
    }

    private static Map<?, ?> map(Map<?, ?> parent, String key) {
        return (Map<?, ?>) parent.get(key);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<?, ?>> list(Object value) {
        return (List<Map<?, ?>>) value;
    }
}
