package dev.mcm.local.demo;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TimeSource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Sends the demo's traffic to the planes' gateways, each request at its own time, from a thread of
/// its own. A request goes to one gateway after the other, round robin; when a gateway refuses the
/// connection the next is tried.
final class TrafficReplay implements AutoCloseable {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final String SERVICE_HEADER = "mcm-sim-service-ms";

    private final TimeSource time;
    private final List<Arrival> arrivals;
    private final DeploymentId deployment;
    private final Supplier<List<URI>> gateways;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().name("demo-traffic").unstarted(this::run);

    /// @param gateways addresses in use now; asked for every request
    TrafficReplay(
            TimeSource time,
            List<Arrival> arrivals,
            DeploymentId deployment,
            Supplier<List<URI>> gateways) {
        this.time = time;
        this.arrivals = arrivals;
        this.deployment = deployment;
        this.gateways = gateways;
    }

    void start() {
        thread.start();
    }

    /// Every request has been sent and answered, or given up.
    boolean done() {
        return answered.get() + failed.get() == arrivals.size();
    }

    int sent() {
        return sent.get();
    }

    int total() {
        return arrivals.size();
    }

    int answered() {
        return answered.get();
    }

    int failed() {
        return failed.get();
    }

    private void run() {
        long start = time.nanoTime();
        try {
            for (Arrival arrival : arrivals) {
                time.sleep(arrival.at().minus(time.since(start)));
                int number = sent.getAndIncrement();
                List<URI> order = gateways.get();
                send(arrival, order, number, order.size());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Arrival arrival, List<URI> order, int turn, int tries) {
        if (tries <= 0) {
            failed.incrementAndGet();
            return;
        }
        URI gateway = order.get(Math.floorMod(turn, order.size()));
        var _ =
                http.sendAsync(request(gateway, arrival), HttpResponse.BodyHandlers.discarding())
                        .whenComplete((response, error) -> {
                            if (error != null) {
                                send(arrival, order, turn + 1, tries - 1);
                            } else if (response.statusCode() == 200) {
                                answered.incrementAndGet();
                            } else {
                                failed.incrementAndGet();
                            }
                        });
    }

    private HttpRequest request(URI gateway, Arrival arrival) {
        return HttpRequest.newBuilder(
                        gateway.resolve(PlaneNames.pathPrefix(deployment) + "/predict"))
                .header(SERVICE_HEADER, Long.toString(Math.max(1, arrival.service().toMillis())))
                .timeout(REQUEST_TIMEOUT)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    @Override
    public void close() {
        thread.interrupt();
        http.shutdownNow();
        http.close();
    }
}
