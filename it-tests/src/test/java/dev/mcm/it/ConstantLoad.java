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
public final class ConstantLoad implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Thread> callers = new java.util.ArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private volatile boolean closing;

    /// @param inFlight callers
    /// @param service how long a replica works on a request
    public ConstantLoad(String deployment, List<URI> gateways, int inFlight, Duration service) {
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

    public int answered() {
        return answered.get();
    }

    /// Answers from 500 on, and requests without an answer.
    public int failed() {
        return failed.get();
    }

    private void call(HttpRequest request) {
        while (!closing) {
            try {
                int status =
                        http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
                if (status == 200) {
                    answered.incrementAndGet();
                } else {
                    failed.addAndGet(status >= 500 ? 1 : 0);
                    Waiting.pause(Duration.ofMillis(100));
                }
            } catch (IOException e) {
                failed.addAndGet(closing ? 0 : 1);
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
