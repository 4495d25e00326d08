package dev.mcm.it;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Keeps a fixed number of requests in flight at one deployment: each of its callers sends the next
/// request when the last has been answered. Bounded by [#close()].
final class ConstantLoad implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> callers = new java.util.ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private volatile boolean closing;

    /// @param inFlight callers
    /// @param service how long a replica works on a request
    ConstantLoad(String deployment, List<URI> gateways, int inFlight, Duration service) {
        for (int i = 0; i < inFlight; i++) {
            URI gateway = gateways.get(i % gateways.size());
            HttpRequest request =
                    HttpRequest.newBuilder(
                                    gateway.resolve(
                                            PlaneNames.pathPrefix(new DeploymentId(deployment))
                                                    + "/predict"))
                            .header("mcm-sim-service-ms", Long.toString(service.toMillis()))
                            .timeout(Duration.ofSeconds(90))
                            .POST(HttpRequest.BodyPublishers.noBody())
                            .build();
            callers.add(Thread.ofVirtual().name("load-" + i).start(() -> call(request)));
        }
    }

    int answered() {
        return answered.get();
    }

    private void call(HttpRequest request) {
        while (!closing) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200) {
                    answered.incrementAndGet();
                } else {
                    Waiting.pause(Duration.ofMillis(100));
                }
            } catch (IOException e) {
                pauseAfterFailure();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pauseAfterFailure() {
        try {
            Waiting.pause(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing = true;
        callers.forEach(Thread::interrupt);
        http.shutdownNow();
        http.close();
    }
}
