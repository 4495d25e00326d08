package dev.mcm.testkit.plane.differential;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One HTTP request.
///
/// @param body empty for none
record HttpCall(String method, String path, List<String> query, String contentType, String body) {

    HttpCall {
        query = List.copyOf(query);
    }

    static HttpCall get(String path) {
        return new HttpCall("GET", path, List.of(), "", "");
    }

    static HttpCall json(String method, String path, String body) {
        return new HttpCall(method, path, List.of(), "application/json", body);
    }

    /// This call with one more parameter, unless the value is empty.
    HttpCall with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        List<String> more = new ArrayList<>(query);
        more.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        return new HttpCall(method, path, more, contentType, body);
    }

    HttpCall with(String name, boolean set) {
        return set ? with(name, "true") : this;
    }

    String uri() {
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /// This call with the tag of one run in place of [Sequence#TAG].
    HttpCall tagged(String tag) {
        return new HttpCall(
                method,
                path.replace(Sequence.TAG, tag),
                query.stream().map(q -> q.replace(Sequence.TAG, tag)).toList(),
                contentType,
                body.replace(Sequence.TAG, tag));
    }
}
