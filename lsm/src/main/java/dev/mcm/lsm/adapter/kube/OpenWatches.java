package dev.mcm.lsm.adapter.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which watches the plane's API holds open now, by the answers of one client. An informer calls
/// itself watching only when the first event or bookmark has come, on a quiet kind up to a minute
/// after the API has taken the watch. Thread-safe.
public final class OpenWatches implements Interceptor {
    private static final int OK = 200;

    /// The newest answer to a watch, by plural of the kind.
    private final Map<String, AsyncBody> newest = new ConcurrentHashMap<>();

    @Override
    public void after(
            HttpRequest request,
            HttpResponse<?> response,
            AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (isWatch(request.uri())
                && response.code() == OK
                && response.body() instanceof AsyncBody body) {
            newest.put(plural(request.uri()), body);
        }
    }

    /// @param plural of the kind, for example `nodes`
    boolean isOpen(String plural) {
        AsyncBody body = newest.get(plural);
        return body != null && !body.done().isDone();
    }

    private static boolean isWatch(URI uri) {
        return uri.getQuery() != null && List.of(uri.getQuery().split("&")).contains("watch=true");
    }

    private static String plural(URI uri) {
        return uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    }
}
