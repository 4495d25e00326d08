package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Faults between a client and the API, over the network.
class PlaneFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final int MANY = 200;

    private final PlaneOptions options =
            PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 1))
                    .withBookmarkInterval(Duration.ofMillis(200));
    private final SimulatedPlane plane = SimulatedPlane.start(options);
    private HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void warmUp() throws Exception {
        assertThat(get("/version").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        client.close();
        plane.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(plane.apiUrl() + path)).timeout(PATIENCE);
    }

    private HttpResponse<String> create(String name) throws IOException, InterruptedException {
        String body = "{\"metadata\": {\"name\": \"" + name + "\"}}";
        return client.send(
                request(CONFIG_MAPS)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private boolean exists(String name) {
        return plane.headless().object(ResourceTypes.CONFIG_MAP, "default", name).isPresent();
    }

    @Test
    void throttledRequestsGet429WithRetryAfterAndDoNothing() throws Exception {
        plane.faults().apiThrottled(1, Duration.ofSeconds(7));
        HttpResponse<String> refused = create("a");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(refused.body()).contains("\"reason\":\"TooManyRequests\"");
        assertThat(exists("a")).isFalse();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        plane.faults().apiThrottled(0, Duration.ofSeconds(1));
        assertThat(create("a").statusCode()).isEqualTo(201);
    }

    @Test
    void aShareOfRequestsFailsWith500AndTheSameSeedGivesTheSameOnes() throws Exception {
        plane.faults().apiFailing(0.3);
        StringBuilder outcome = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            int status = create("c-" + i).statusCode();
            assertThat(exists("c-" + i)).isEqualTo(status == 201);
            outcome.append(status == 500 ? 'x' : '.');
        }
        assertThat(outcome.toString().chars().filter(c -> c == 'x').count()).isBetween(35L, 85L);
        StringBuilder again = new StringBuilder();
        try (SimulatedPlane twin = SimulatedPlane.start(options)) {
            twin.faults().apiFailing(0.3);
            for (int i = 0; i < MANY; i++) {
                URI uri = URI.create(twin.apiUrl() + CONFIG_MAPS);
                HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
                int status = client.send(request, BodyHandlers.ofString()).statusCode();
                again.append(status == 500 ? 'x' : '.');
            }
        }
        assertThat(again.toString()).isEqualTo(outcome.toString());
    }

    @Test
    void aResetBeforeTheWriteLosesItAndOneAfterTheWriteDoesNot() throws Exception {
        plane.faults().apiResets(1, 0);
        assertThatThrownBy(() -> create("before")).isInstanceOf(IOException.class);
        assertThat(exists("before")).isFalse();
        plane.faults().apiResets(0, 1);
        for (int i = 0; i < 20; i++) {
            String name = "after-" + i;
            assertThatThrownBy(() -> create(name)).isInstanceOf(IOException.class);
            assertThat(exists(name)).isTrue();
        }
        plane.faults().apiResets(0, 0);
        assertThat(create("last").statusCode()).isEqualTo(201);
    }

    @Test
    void aSlowApiAnswersAfterItsLatency() throws Exception {
        plane.faults().apiLatency(Duration.ofMillis(300), Duration.ofMillis(300));
        long begin = SystemTime.SYSTEM.nanoTime();
        assertThat(get(CONFIG_MAPS).statusCode()).isEqualTo(200);
        assertThat(SystemTime.SYSTEM.since(begin)).isGreaterThan(Duration.ofMillis(290));
        plane.faults().apiLatency(Duration.ofMillis(1), Duration.ofMillis(50));
        assertThat(get(CONFIG_MAPS).statusCode()).isEqualTo(200);
    }

    @Test
    void aDeadWatchIsSilentOnAnOpenConnectionAndANewOneWorks() throws Exception {
        try (OpenWatch watch = new OpenWatch()) {
            create("one");
            watch.await("one");
            Waiting.until("a bookmark", PATIENCE, () -> watch.hears("BOOKMARK"));

            plane.faults().watchesDead(true);
            create("two");
            int heard = watch.lines();
            try (OpenWatch born = new OpenWatch();
                    OpenWatch ends = new OpenWatch("&timeoutSeconds=1")) {
                create("three");
                plane.faults().watchesDead(false);
                create("four");
                try (OpenWatch alive = new OpenWatch()) {
                    alive.await("four");
                }
                // The plane's timers have run often by now: bookmarks every 0.2 s.
                Waiting.pause(Duration.ofMillis(1500));
                assertThat(born.lines()).isZero();
                assertThat(ends.lines()).isZero();
                assertThat(ends.isOpen()).isTrue();
            }
            assertThat(watch.lines()).isEqualTo(heard);
            assertThat(watch.hears("two")).isFalse();
            assertThat(watch.isOpen()).isTrue();
        }
    }

    @Test
    void aRestoreCutsWatchesAndAWatchFromTheLostFutureHearsNothing() throws Exception {
        create("kept");
        ObjectStore.Backup backup = plane.faults().backup();
        create("lost");
        try (OpenWatch watch = new OpenWatch()) {
            watch.await("lost");
            long seen = plane.headless().registry().store().version();
            plane.faults().storeRestored(backup);
            Waiting.until("the cut", PATIENCE, () -> !watch.isOpen());
            client = HttpClient.newHttpClient();
            assertThat(exists("lost")).isFalse();
            assertThat(get(CONFIG_MAPS).body())
                    .contains("\"name\":\"kept\"")
                    .doesNotContain("\"name\":\"lost\"");
            String heard =
                    get(CONFIG_MAPS + "?watch=true&timeoutSeconds=2&resourceVersion=" + seen)
                            .body();
            assertThat(heard).isEmpty();
        }
        plane.faults().storeLost();
        assertThat(plane.headless().object(ResourceTypes.CONFIG_MAP, "default", "kept")).isEmpty();
        Waiting.until(
                "the node to be back",
                PATIENCE,
                () ->
                        plane.headless()
                                        .registry()
                                        .store()
                                        .find(ResourceTypes.NODE, ObjectKey.ofCluster("n1"))
                                != null);
    }

    /// A watch of the ConfigMaps from their beginning, read by a thread of its own.
    private final class OpenWatch implements AutoCloseable {

        private final Queue<String> heard = new ConcurrentLinkedQueue<>();
        private final HttpClient own = HttpClient.newHttpClient();
        private volatile boolean open = true;

        OpenWatch() throws IOException, InterruptedException {
            this("");
        }

        OpenWatch(String more) throws IOException, InterruptedException {
            URI uri =
                    URI.create(
                            plane.apiUrl()
                                    + CONFIG_MAPS
                                    + "?watch=true&allowWatchBookmarks=true"
                                    + more);
            HttpResponse<java.io.InputStream> answer =
                    own.send(
                            HttpRequest.newBuilder(uri).timeout(PATIENCE).build(),
                            BodyHandlers.ofInputStream());
            Thread.ofVirtual().start(() -> read(answer.body()));
        }

        private void read(java.io.InputStream body) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    heard.add(line);
                }
            } catch (IOException _) {
                // The connection was cut.
            }
            open = false;
        }

        boolean hears(String text) {
            return heard.stream().anyMatch(l -> l.contains(text));
        }

        void await(String name) throws InterruptedException {
            Waiting.until(name, PATIENCE, () -> hears("\"name\":\"" + name + "\""));
        }

        int lines() {
            return heard.size();
        }

        boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            own.shutdownNow();
        }
    }
}
