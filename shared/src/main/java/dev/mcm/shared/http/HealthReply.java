package dev.mcm.shared.http;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/// `{"status":"ok"}` with 200, or `{"status":"failing","failing":{"<check>":"<reason>"}}` with 503.
final class HealthReply {
    private HealthReply() {}

    static HttpReply of(Map<String, String> failing) {
        return new HttpReply(failing.isEmpty() ? 200 : 503, "application/json", json(failing));
    }

    private static String json(Map<String, String> failing) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setHtmlSafe(false);
            json.beginObject();
            json.name("status").value(failing.isEmpty() ? "ok" : "failing");
            if (!failing.isEmpty()) {
                json.name("failing").beginObject();
                for (Map.Entry<String, String> check : failing.entrySet()) {
                    json.name(check.getKey()).value(check.getValue());
                }
                json.endObject();
            }
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text + "\n";
    }
}
