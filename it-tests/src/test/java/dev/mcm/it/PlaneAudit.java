package dev.mcm.it;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an API server's audit log says.
///
/// @param log one JSON event a line
record PlaneAudit(Path log) {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    /// One answered request.
    ///
    /// @param user for example `system:serviceaccount:mcm-system:mcm-atc`
    /// @param code HTTP status of the answer
    record Entry(String user, String verb, String resource, String uri, int code) {
        boolean isBy(String account) {
            return user.equals("system:serviceaccount:mcm-system:" + account);
        }

        boolean isRefused() {
            return code == 401 || code == 403;
        }
    }

    /// Every request so far, the oldest first; a line that is being written is left out.
    List<Entry> entries() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.endsWith("}")).map(PlaneAudit::entry).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String line) {
        Map<?, ?> event = JSON.unmarshal(line, Map.class);
        return new Entry(
                text(event, "user", "username"),
                text(event, "verb"),
                text(event, "objectRef", "resource"),
                text(event, "requestURI"),
                code(event));
    }

    private static int code(Map<?, ?> event) {
        return event.get("responseStatus") instanceof Map<?, ?> status
                        && status.get("code") instanceof Number code
                ? code.intValue()
                : 0;
    }

    private static String text(Map<?, ?> event, String... path) {
        @Nullable Object at = event;
        for (String step : path) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        return at instanceof String text ? text : "";
    }
}
