package dev.mcm.lsm.adapter.kube;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Clients of the plane's Kubernetes API.
public final class PlaneClients {
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int RECONNECT_MILLIS = 250;

    private PlaneClients() {}

    /// A client that watches over plain HTTP (also where an API or a proxy speaks no WebSocket) and
    /// reconnects quickly.
    ///
    /// @param kubeconfig null = this process runs in a pod of the plane
    /// @param watches learns which watches of this client are open
    public static KubernetesClient open(@Nullable Path kubeconfig, OpenWatches watches) {
        Config found =
                kubeconfig == null
                        ? Config.autoConfigure(null)
                        : Config.fromKubeconfig(kubeconfig.toFile());
        Config config =
                new ConfigBuilder(found)
                        .withOnlyHttpWatches(true)
                        .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                        .withConnectionTimeout(CONNECT_TIMEOUT_MILLIS)
                        .withWatchReconnectInterval(RECONNECT_MILLIS)
                        .withRequestRetryBackoffLimit(0)
                        .build();
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("open watches", watches))
                .build();
    }
}
