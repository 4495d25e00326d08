package dev.mcm.bench.startup;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.NativeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/// Sizes of the services' images, where a Docker engine has them.
///
/// @param image names, `%s` stands for the component
record ImageSizes(String image) {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final double BYTES_PER_MB = 1e6;

    OptionalDouble megabytes(String component) throws IOException {
        Path answer = Files.createTempFile("mcm-bench-", ".log");
        List<String> arguments =
                List.of("image", "inspect", "--format", "{{.Size}}", image.formatted(component));
        ChildProcess process =
                NativeCommand.of(Path.of(docker())).arguments(arguments).start(answer);
        process.awaitEnd(LIMIT);
        String text = process.logTail().strip();
        boolean found = process.exitCode().join() == 0 && text.matches("[0-9]+");
        Files.delete(answer);
        return found
                ? OptionalDouble.of(Double.parseDouble(text) / BYTES_PER_MB)
                : OptionalDouble.empty();
    }

    private static String docker() {
        String docker = System.getenv("DOCKER");
        return docker == null ? "docker" : docker;
    }
}
