package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `MCM_TARGET` means.
class RemoteAddressTest {
    @TempDir Path directory;

    @Test
    void nothingIsLocal() {
        assertThat(RemoteAddress.of(Map.of())).isEmpty();
        assertThat(RemoteAddress.of(Map.of("MCM_TARGET", "local"))).isEmpty();
    }

    @Test
    void aDirectoryHasAKubeconfigForEachPlane() throws IOException {
        Path aws = Files.createFile(directory.resolve("aws-1.kubeconfig"));
        Path gcp = Files.createFile(directory.resolve("gcp-1.kubeconfig"));
        Files.createFile(directory.resolve("README"));
        Path token = Files.writeString(directory.resolve("token"), "secret\n");
        assertThat(
                        RemoteAddress.of(
                                Map.of(
                                        "MCM_TARGET", directory.toString(),
                                        "MCM_ATC_ADDRESS", "localhost:9090",
                                        "MCM_ATC_TOKEN_FILE", token.toString())))
                .hasValueSatisfying(address -> {
                    assertThat(address.planes())
                            .containsExactly(Map.entry("aws-1", aws), Map.entry("gcp-1", gcp));
                    assertThat(address.token()).isEqualTo("secret");
                });
    }

    @Test
    void whatDoesNotLeadAnywhereIsNamed() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteAddress.of(Map.of("MCM_TARGET", "mini-kube")))
                .withMessageContaining("mini-kube (expected: local, minikube");
        Path plane = Files.createFile(directory.resolve("aws-1.kubeconfig"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteAddress.of(Map.of("MCM_TARGET", plane.toString())))
                .withMessageContaining("MCM_ATC_ADDRESS: not set");
    }
}
