package dev.mcm.atc.adapter.kube;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.plane.PlaneNames;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// [PlaneApi] over HTTP.
final class KubePlaneApi implements PlaneApi {
    private static final String AS_MANAGER = "fieldManager=" + PlaneNames.FIELD_MANAGER;
    private static final String APPLY = "application/apply-patch+yaml";
    private static final int PAGE = 500;

    private final KubeHttp http;

    KubePlaneApi(KubeHttp http) {
        this.http = http;
    }

    @Override
    public Optional<LiveObject> get(ManifestKey key) {
        KubeAnswer answer = http.send(KubeRequest.get(path(key)));
        return answer.code() == 404
                ? Optional.empty()
                : Optional.of(new LiveObject(key, answer.object("GET " + key)));
    }

    @Override
    public List<LiveObject> listManaged(ManifestKind kind, String label) {
        String selector =
                PlaneNames.LABEL_MANAGED
                        + "="
                        + PlaneNames.MANAGED
                        + (label.isEmpty() ? "" : "," + label);
        List<LiveObject> found = new ArrayList<>();
        String next = "";
        do {
            String query =
                    "labelSelector="
                            + encode(selector)
                            + "&limit="
                            + PAGE
                            + (next.isEmpty() ? "" : "&continue=" + encode(next));
            KubeAnswer answer = http.send(KubeRequest.get(collection(kind, "") + "?" + query));
            if (answer.code() == 404) {
                return List.of();
            }
            Map<String, ?> page = answer.object("list of " + kind.plural());
            items(page).forEach(item -> found.add(listed(kind, item)));
            next = text(page.get("metadata"), "continue");
        } while (!next.isEmpty());
        return found;
    }

    @Override
    public LiveObject apply(Manifest manifest, String resourceVersion) {
        String path = path(manifest.key()) + "?" + AS_MANAGER + "&force=true";
        KubeAnswer answer =
                http.send(KubeRequest.patch(path, APPLY, tree(manifest, resourceVersion)));
        return new LiveObject(manifest.key(), answer.object("apply " + manifest.key()));
    }

    @Override
    public LiveObject create(Manifest manifest) {
        ManifestKey key = manifest.key();
        String path = collection(key.kind(), key.namespace()) + "?" + AS_MANAGER;
        return new LiveObject(
                key, http.send(KubeRequest.post(path, manifest.tree())).object("create " + key));
    }

    @Override
    public LiveObject replace(Manifest manifest, String resourceVersion) {
        String path = path(manifest.key()) + "?" + AS_MANAGER;
        KubeAnswer answer = http.send(KubeRequest.put(path, tree(manifest, resourceVersion)));
        return new LiveObject(manifest.key(), answer.object("replace " + manifest.key()));
    }

    @Override
    public void delete(LiveObject seen) {
        Map<String, Object> options =
                Map.of(
                        "apiVersion", "v1",
                        "kind", "DeleteOptions",
                        "propagationPolicy", "Background",
                        "preconditions",
                                Map.of(
                                        "uid",
                                        seen.uid(),
                                        "resourceVersion",
                                        seen.resourceVersion()));
        KubeAnswer answer = http.send(KubeRequest.delete(path(seen.key()), options));
        if (answer.code() != 404) {
            answer.object("delete " + seen.key());
        }
    }

    @Override
    public void probe() {
        KubeAnswer answer = http.probe(KubeRequest.get("/readyz"));
        if (answer.code() != 200) {
            throw new PlaneApiException(
                    PlaneApiException.Kind.UNREACHABLE,
                    "/readyz answers " + answer.code() + " (expected: 200)",
                    null);
        }
    }

    @Override
    public PlaneApi onEachRequest(Runnable ended) {
        return new KubePlaneApi(http.onEachRequest(ended));
    }

    @Override
    public FoundCluster cluster() {
        String path = "/api/v1/namespaces/" + PlaneNames.CLUSTER_NAMESPACE;
        KubeAnswer answer = http.probe(KubeRequest.get(path));
        if (answer.code() == 403) {
            return new FoundCluster.Unreadable(answer.message());
        }
        String uid = text(answer.object("GET " + path).get("metadata"), "uid");
        if (uid.isEmpty()) {
            throw new PlaneApiException(
                    PlaneApiException.Kind.REFUSED, "GET " + path + ": without a uid", null);
        }
        return new FoundCluster.Named(uid);
    }

    @Override
    public void close() {
        http.close();
    }

    private static Map<String, Object> tree(Manifest manifest, String resourceVersion) {
        if (resourceVersion.isEmpty()) {
            return manifest.tree();
        }
        Map<String, Object> tree = new HashMap<>(manifest.tree());
        Map<String, Object> metadata = new HashMap<>();
        if (manifest.tree().get("metadata") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> metadata.put(String.valueOf(name), value));
        }
        metadata.put("resourceVersion", resourceVersion);
        tree.put("metadata", metadata);
        return tree;
    }

    private static String path(ManifestKey key) {
        return collection(key.kind(), key.namespace()) + "/" + key.name();
    }

    private static String collection(ManifestKind kind, String namespace) {
        String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
        String within = namespace.isEmpty() ? "" : "/namespaces/" + namespace;
        return root + kind.version() + within + "/" + kind.plural();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, ?>> items(Map<String, ?> page) {
        return page.get("items") instanceof List<?> items
                ? (List<Map<String, ?>>) items
                : List.of();
    }

    /// The items of a list name neither their kind nor its version.
    private static LiveObject listed(ManifestKind kind, Map<String, ?> item) {
        Map<String, Object> whole = new LinkedHashMap<>(item);
        whole.put("apiVersion", kind.apiVersion());
        whole.put("kind", kind.kind());
        return new LiveObject(key(kind, item), whole);
    }

    private static ManifestKey key(ManifestKind kind, Map<String, ?> item) {
        return new ManifestKey(
                kind, text(item.get("metadata"), "namespace"), text(item.get("metadata"), "name"));
    }

    private static String text(@Nullable Object parent, String name) {
        return parent instanceof Map<?, ?> map && map.get(name) instanceof String text ? text : "";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
