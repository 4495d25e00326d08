package dev.mcm.bench.plane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// The API calls of this benchmark on one connection; an answer that is not a success ends the run.
final class Api implements AutoCloseable {

    static final String NAMESPACE = "bench";
    static final String CONFIG_MAPS = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
    static final String PODS = "/api/v1/namespaces/" + NAMESPACE + "/pods";
    static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments";

    private static final int CONFLICT = 409;
    private static final String JSON = "application/json";

    private final ApiTarget target;
    private final HttpConnection connection;

    Api(ApiTarget target) throws IOException {
        this.target = target;
        connection = new HttpConnection(target);
    }

    void createNamespace() throws IOException {
        String body =
                """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}\
                """
                        .formatted(NAMESPACE);
        call("POST", "/api/v1/namespaces", JSON, body, CONFLICT);
    }

    void create(String collection, String body) throws IOException {
        call("POST", collection, JSON, body, 0);
    }

    void mergePatch(String path, String body) throws IOException {
        call("PATCH", path, "application/merge-patch+json", body, 0);
    }

    void apply(String path, String body) throws IOException {
        String query = "?fieldManager=bench&force=true";
        call("PATCH", path + query, "application/apply-patch+yaml", body, 0);
    }

    HttpConnection.Reply get(String path) throws IOException {
        return call("GET", path, "", "", 0);
    }

    void deleteAll(String collection) throws IOException {
        call("DELETE", collection, "", "", 0);
    }

    /// @param tolerated a status beside success that is fine too
    private HttpConnection.Reply call(
            String method, String path, String contentType, String body, int tolerated)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpConnection.Reply reply = connection.send(method, path, contentType, bytes);
        if (reply.status() >= 300 && reply.status() != tolerated) {
            throw new IllegalStateException(
                    "%s answered %s %s with %d: %s"
                            .formatted(target.name(), method, path, reply.status(), reply.head()));
        }
        return reply;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
