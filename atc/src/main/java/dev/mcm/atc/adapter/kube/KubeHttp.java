package dev.mcm.atc.adapter.kube;

import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PlaneApiException.Kind;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sends requests with the newest credentials of a plane. Thread-safe.
final class KubeHttp implements AutoCloseable {
    private final PlaneClient client;
    private final Duration timeout;
    private final Duration probeTimeout;
    private final Runnable ended;

    KubeHttp(PlaneClient client, Duration timeout, Duration probeTimeout) {
        this(client, timeout, probeTimeout, () -> {});
    }

    private KubeHttp(PlaneClient client, Duration timeout, Duration probeTimeout, Runnable ended) {
        this.client = client;
        this.timeout = timeout;
        this.probeTimeout = probeTimeout;
        this.ended = ended;
    }

    /// The same client, with `ended` called after each of its requests.
    KubeHttp onEachRequest(Runnable listener) {
        return new KubeHttp(client, timeout, probeTimeout, listener);
    }

    KubeAnswer send(KubeRequest request) {
        return send(request, timeout);
    }

    KubeAnswer probe(KubeRequest request) {
        return send(request, probeTimeout);
    }

    private KubeAnswer send(KubeRequest request, Duration limit) {
        try {
            return exchange(request, limit);
        } finally {
            ended.run();
        }
    }

    private KubeAnswer exchange(KubeRequest request, Duration limit) {
        KubernetesClient current = client.current();
        HttpClient http = current.getHttpClient();
        String root = current.getConfiguration().getMasterUrl().replaceAll("/+$", "");
        HttpRequest.Builder builder =
                http.newHttpRequestBuilder()
                        .uri(root + request.path())
                        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        @Nullable Map<String, ?> body = request.body();
        builder.method(
                request.method(),
                request.contentType(),
                body == null ? null : KubeJson.write(body));
        return await(request, http.sendAsync(builder.build(), String.class), limit);
    }

    private static KubeAnswer await(
            KubeRequest request, CompletableFuture<HttpResponse<String>> answer, Duration limit) {
        try {
            HttpResponse<String> response =
                    answer.get(limit.toMillis() + 500, TimeUnit.MILLISECONDS);
            @Nullable String body = response.body();
            return new KubeAnswer(response.code(), body == null ? "" : body);
        } catch (ExecutionException e) {
            throw unreachable(request, String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(request, "no answer within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw unreachable(request, "interrupted", e);
        }
    }

    private static PlaneApiException unreachable(KubeRequest request, String why, Throwable cause) {
        String path = request.path();
        int query = path.indexOf('?');
        return new PlaneApiException(
                Kind.UNREACHABLE,
                request.method() + " " + (query < 0 ? path : path.substring(0, query)) + ": " + why,
                cause);
    }

    @Override
    public void close() {
        client.close();
    }
}
