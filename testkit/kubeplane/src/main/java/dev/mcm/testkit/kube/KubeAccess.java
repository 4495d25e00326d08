package dev.mcm.testkit.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/// How a cluster's API is reached.
///
/// @param authority file with the certificates by which the API server is trusted
record KubeAccess(String name, int port, Path authority) {
    String apiUrl() {
        return "https://127.0.0.1:" + port;
    }

    /// A client that does not repeat requests by itself.
    KubernetesClient client(String token) {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder(Config.empty())
                                .withMasterUrl(apiUrl())
                                .withCaCertFile(authority.toString())
                                .withOauthToken(token)
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .build();
    }

    /// The text of a kubeconfig with one context.
    String kubeconfig(String token, String url) {
        return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: %1$s
          cluster:
            server: %2$s
            certificate-authority-data: %3$s
        users:
        - name: %1$s
          user:
            token: %4$s
        contexts:
        - name: %1$s
          context:
            cluster: %1$s
            user: %1$s
        current-context: %1$s
        """
                .formatted(name, url, authorityBase64(), token);
    }

    private String authorityBase64() {
        return Base64.getEncoder()
                .encodeToString(KubeDirectory.read(authority).getBytes(StandardCharsets.US_ASCII));
    }
}
