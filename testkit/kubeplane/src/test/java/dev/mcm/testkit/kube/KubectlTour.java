package dev.mcm.testkit.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Runs `bin/kubectl-tour.sh`.
final class KubectlTour {
    private KubectlTour() {}

    /// kubectl of `make kube-tools`, else the one on the PATH.
    static Optional<Path> kubectl() {
        Stream<Path> onPath =
                Stream.of(System.getenv("PATH").split(":", -1))
                        .map(directory -> Path.of(directory, "kubectl"))
                        .filter(Files::isExecutable);
        return Stream.concat(
                        KubeTools.find().map(tools -> tools.program("kubectl")).stream(), onPath)
                .findFirst();
    }

    static void run(Path kubeconfig) throws IOException, InterruptedException {
        Path script = Path.of(System.getProperty("mcm.root.dir"), "bin", "kubectl-tour.sh");
        Process tour =
                new ProcessBuilder(
                                script.toString(),
                                kubeconfig.toString(),
                                kubectl().orElseThrow().toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tour.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(tour.waitFor()).as(said).isZero();
        assertThat(said).contains("tour: done");
    }
}
