package dev.mcm.testkit.kube;

import dev.mcm.testkit.net.FreePorts;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.NativeCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The store of a cluster: one etcd member that does not wait for the disk.
final class Etcd implements AutoCloseable {
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Pattern REVISION = Pattern.compile("\"revision\":\"(\\d+)\"");

    private final URI url;
    private final ChildProcess process;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();

    private Etcd(URI url, ChildProcess process) {
        this.url = url;
        this.process = process;
    }

    /// Returns when it answers.
    static Etcd start(KubeTools tools, KubeDirectory directory) {
        String client = "http://127.0.0.1:" + FreePorts.one();
        String peer = "http://127.0.0.1:" + FreePorts.one();
        ChildProcess process =
                NativeCommand.of(tools.program("etcd"))
                        .arguments(
                                List.of(
                                        "--name=only",
                                        "--data-dir=" + directory.etcd(),
                                        "--listen-client-urls=" + client,
                                        "--advertise-client-urls=" + client,
                                        "--listen-peer-urls=" + peer,
                                        "--initial-advertise-peer-urls=" + peer,
                                        "--initial-cluster=only=" + peer,
                                        "--force-new-cluster",
                                        "--unsafe-no-fsync",
                                        "--quota-backend-bytes=4294967296",
                                        "--log-level=warn"))
                        .start(directory.log("etcd"));
        Etcd etcd = new Etcd(URI.create(client), process);
        try {
            process.awaitHttp(etcd.url.resolve("/health"), READY);
            return etcd;
        } catch (AssertionError e) {
            process.killHard();
            throw e;
        }
    }

    URI url() {
        return url;
    }

    /// The version of the newest write.
    long revision() {
        Matcher revision = REVISION.matcher(post("/v3/kv/range", "{\"key\":\"AA==\"}"));
        if (!revision.find()) {
            throw new IllegalStateException("etcd at " + url + " did not tell its revision");
        }
        return Long.parseLong(revision.group(1));
    }

    /// Forgets all versions before `revision`.
    void compact(long revision) {
        var _ =
                post(
                        "/v3/kv/compaction",
                        "{\"revision\":\"%d\",\"physical\":true}".formatted(revision));
    }

    private String post(String path, String body) {
        try {
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(url.resolve(path))
                                    .timeout(ANSWER)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        "etcd answered %d to %s: %s"
                                .formatted(response.statusCode(), path, response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("etcd at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking etcd", e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.killHard();
    }
}
