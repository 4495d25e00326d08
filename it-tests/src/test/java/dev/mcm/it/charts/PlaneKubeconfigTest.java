package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `bin/plane-kubeconfig.sh`, with a kubectl that plays the cluster.
final class PlaneKubeconfigTest {
    private static final Path ROOT = Path.of(System.getProperty("mcm.root.dir"));

    @TempDir private Path directory;

    @Test
    void waitsForASecretAndThenForItsToken() throws Exception {
        kubectl(
                """
                echo call >>"$0.calls"
                calls=$(wc -l <"$0.calls")
                case "$*" in
                  *.data.token*)
                    if [ "$calls" = 1 ]; then echo 'secrets "mcm-atc-token" not found' >&2; exit 1; fi
                    if [ "$calls" = 2 ]; then exit 0; fi
                    printf 'dG9rZW4tMQ==' ;;
                  *ca*) printf 'Y2E=' ;;
                  *) printf 'https://plane.example:6443' ;;
                esac
                """);

        String kubeconfig = run(0);

        assertThat(kubeconfig)
                .contains("token: token-1", "server: https://plane.example:6443", "data: Y2E=");
    }

    @Test
    void saysAtTheEndWhatTheClusterSaid() throws Exception {
        kubectl("echo 'secrets is forbidden' >&2; exit 1\n");
        Files.writeString(directory.resolve("sleep"), "#!/bin/sh\n");
        executable(directory.resolve("sleep"));

        assertThat(run(1)).contains("no token after 30 s", "secrets is forbidden");
    }

    private void kubectl(String body) throws IOException {
        Path file = directory.resolve("kubectl");
        Files.writeString(file, "#!/usr/bin/env bash\n" + body);
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String run(int expected) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        ROOT.resolve("bin/plane-kubeconfig.sh").toString(),
                        "mcm-system",
                        "mcm-atc");
        builder.environment().put("KUBECTL", directory.resolve("kubectl").toString());
        builder.environment()
                .merge("PATH", directory.toString(), (old, first) -> first + ":" + old);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isEqualTo(expected);
        return output;
    }
}
