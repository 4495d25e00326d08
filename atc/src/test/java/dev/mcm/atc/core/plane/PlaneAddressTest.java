package dev.mcm.atc.core.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaneAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://k8s.example:6443, https://k8s.example:6443",
        "https://K8s.Example, https://k8s.example:443/",
        "https://k8s.example/k8s/clusters/c-1, https://k8s.example",
        "http://127.0.0.1:8001, http://127.0.0.1:8001/",
        "http://localhost:8001, http://LOCALHOST:8001",
        "http://[::1]:8001, http://[::1]:8001",
        "https://kubernetes.default.svc, https://kubernetes.default.svc",
    })
    void credentialsGoWhereTheirKubeconfigLeads(String apiUrl, String server) {
        assertThat(PlaneAddress.refusal(apiUrl, server)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://attacker.example:6443, https://k8s.example:6443",
        "https://k8s.example:6444, https://k8s.example:6443",
        "https://k8s.example.attacker.example, https://k8s.example",
        "https://k8s.example, https://k8s.example:6443",
        "http://127.0.0.1:8001, https://127.0.0.1:8001",
        "http://127.0.0.1:8001, https://k8s.example",
        "https://k8s.example, not a url",
    })
    void credentialsGoToNoOtherAddress(String apiUrl, String server) {
        assertThat(PlaneAddress.refusal(apiUrl, server).orElseThrow()).contains(apiUrl, server);
    }

    @ParameterizedTest
    @CsvSource({
        "http://k8s.example:80, http://k8s.example:80",
        "http://10.0.0.1, http://10.0.0.1",
        "http://127.0.0.1.attacker.example, http://127.0.0.1.attacker.example",
        "http://localhost.attacker.example, http://localhost.attacker.example",
        "ftp://127.0.0.1, ftp://127.0.0.1",
    })
    void credentialsGoOverHttpsOnlyBeyondThisMachine(String apiUrl, String server) {
        Optional<String> refusal = PlaneAddress.refusal(apiUrl, server);

        assertThat(refusal.orElseThrow()).contains("https").contains(apiUrl);
    }

    @Test
    void aUserInTheUrlIsNotTheHost() {
        assertThat(PlaneAddress.of("http://127.0.0.1@attacker.example").orElseThrow().isPrivate())
                .isFalse();
    }
}
