package dev.mcm.atc.adapter.kube;

import dev.mcm.atc.core.plane.PlaneAddress;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PlaneApiException.Kind;
import dev.mcm.shared.hash.Sha256;
import dev.mcm.shared.time.TimeSource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The client of one plane, made anew when its kubeconfig changes. Credentials come from the file,
/// the address from the plane's row; no credentials go to a host that their own file does not name.
/// Thread-safe.
final class PlaneClient implements AutoCloseable {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private final Path kubeconfig;
    private final String apiUrl;
    private final HttpClient.Factory http;
    private final TimeSource time;
    private @Nullable KubernetesClient client;
    private String fingerprint = "";
    private long checked;

    PlaneClient(Path kubeconfig, String apiUrl, HttpClient.Factory http, TimeSource time) {
        this.kubeconfig = kubeconfig;
        this.apiUrl = apiUrl;
        this.http = http;
        this.time = time;
    }

    /// The client with the credentials that are in the file now, give or take a second. A file that
    /// has become unreadable leaves the last good ones in force.
    synchronized KubernetesClient current() {
        @Nullable KubernetesClient now = client;
        if (now != null && time.since(checked).compareTo(CHECK_EVERY) < 0) {
            return now;
        }
        checked = time.nanoTime();
        try {
            return reload(Files.readString(kubeconfig));
        } catch (IOException | RuntimeException e) {
            if (now != null) {
                return now;
            }
            if (e instanceof PlaneApiException refused) {
                throw refused;
            }
            throw new PlaneApiException(
                    Kind.UNREACHABLE,
                    "credentials '"
                            + kubeconfig.getFileName()
                            + "' cannot be used (expected: a kubeconfig): "
                            + e,
                    e);
        }
    }

    private KubernetesClient reload(String content) throws IOException {
        String now = Sha256.hex(content);
        @Nullable KubernetesClient old = client;
        if (old != null && now.equals(fingerprint)) {
            return old;
        }
        KubernetesClient fresh = open(content);
        client = fresh;
        fingerprint = now;
        if (old != null) {
            old.close();
        }
        return fresh;
    }

    private KubernetesClient open(String content) throws IOException {
        Config given = Config.fromKubeconfig(content);
        Optional<String> refusal = PlaneAddress.refusal(apiUrl, given.getMasterUrl());
        if (refusal.isPresent()) {
            throw new PlaneApiException(Kind.UNREACHABLE, refusal.get(), null);
        }
        Config config =
                new ConfigBuilder(given)
                        .withMasterUrl(apiUrl)
                        .withRequestRetryBackoffLimit(0)
                        .withConnectionTimeout(2000)
                        .build();
        return new KubernetesClientBuilder().withConfig(config).withHttpClientFactory(http).build();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
