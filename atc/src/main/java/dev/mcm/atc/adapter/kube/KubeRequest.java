package dev.mcm.atc.adapter.kube;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to a Kubernetes API.
///
/// @param path from the root, with query
/// @param body null when it has none
record KubeRequest(String method, String path, String contentType, @Nullable Map<String, ?> body) {
    private static final String JSON = "application/json";

    static KubeRequest get(String path) {
        return new KubeRequest("GET", path, JSON, null);
    }

    static KubeRequest post(String path, Map<String, ?> body) {
        return new KubeRequest("POST", path, JSON, body);
    }

    static KubeRequest put(String path, Map<String, ?> body) {
        return new KubeRequest("PUT", path, JSON, body);
    }

    static KubeRequest patch(String path, String contentType, Map<String, ?> body) {
        return new KubeRequest("PATCH", path, contentType, body);
    }

    static KubeRequest delete(String path, Map<String, ?> body) {
        return new KubeRequest("DELETE", path, JSON, body);
    }
}
