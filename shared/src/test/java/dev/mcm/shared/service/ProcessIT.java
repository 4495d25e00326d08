package dev.mcm.shared.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an operator sees of a service's process.
@Timeout(120)
class ProcessIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void sigtermStopsThePartsAndExitsWithZero() throws Exception {
        Process process =
                start(
                        Map.of(
                                "MCM_DEMO_GREETING", "hello",
                                "MCM_DEMO_HTTP_HOST", "127.0.0.1",
                                "MCM_DEMO_HTTP_PORT", "0",
                                "MCM_DEMO_SHUTDOWN_QUIET_PERIOD", "0"));
        try {
            Waiting.until(
                    "the service to have started",
                    LIMIT,
                    () -> out().contains("started service=\"demo\""));
            process.destroy();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(out()).contains("* MCM_DEMO_GREETING", "hello", "goodbye");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aWrongConfigurationExitsWithTwoAndSaysWhy() throws Exception {
        Process process = start(Map.of("MCM_DEMO_GREETINGS", "hello"));

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("err")))
                .contains("did you mean MCM_DEMO_GREETING?");
    }

    private String out() throws IOException {
        return Files.readString(directory.resolve("out"));
    }

    private Process start(Map<String, String> env) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dlogback.configurationFile="
                                + Path.of("src/main/resources/logback.xml").toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoMain.class.getName());
        builder.environment().putAll(env);
        return builder.redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }
}
