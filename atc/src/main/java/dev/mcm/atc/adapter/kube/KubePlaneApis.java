package dev.mcm.atc.adapter.kube;

import dev.mcm.atc.core.plane.PlaneAddress;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApis;
import dev.mcm.atc.port.PlaneCredentials;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.plane.Plane;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Opens planes with the kubeconfigs of a directory. All planes share the same few I/O threads.
public final class KubePlaneApis implements PlaneApis, PlaneCredentials, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int IO_THREADS = 2;

    private final Path credentials;
    private final Duration probeTimeout;
    private final TimeSource time;
    private final Vertx vertx;
    private final VertxHttpClientFactory http;

    /// @param credentials directory of the kubeconfigs
    public KubePlaneApis(Path credentials, Duration probeTimeout, TimeSource time) {
        this.credentials = credentials;
        this.probeTimeout = probeTimeout;
        this.time = time;
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(IO_THREADS));
        this.http = new VertxHttpClientFactory(vertx);
    }

    @Override
    public PlaneApi open(Plane plane) {
        PlaneClient client =
                new PlaneClient(
                        credentials.resolve(plane.credentialsRef()), plane.apiUrl(), http, time);
        return new KubePlaneApi(new KubeHttp(client, TIMEOUT, probeTimeout));
    }

    @Override
    public Optional<String> refusal(Plane plane) {
        try {
            String content = Files.readString(credentials.resolve(plane.credentialsRef()));
            return PlaneAddress.refusal(
                    plane.apiUrl(), Config.fromKubeconfig(content).getMasterUrl());
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        vertx.close();
    }
}
