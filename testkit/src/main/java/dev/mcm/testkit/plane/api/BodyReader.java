package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads a body that is JSON, or YAML where a client sends that.
final class BodyReader {

    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private BodyReader() {}

    /// @throws StatusException for a body that does not parse, and for protobuf, which is not read
    ///   here
    static JsonNode read(String contentType, byte[] body) {
        if (contentType.equals(PROTOBUF)) {
            throw StatusException.unsupportedMediaType(
                    contentType + " (this server reads JSON and YAML)");
        }
        try {
            if (body.length == 0) {
                return Trees.object();
            }
            return looksLikeJson(body) ? Trees.parse(body) : yaml(body);
        } catch (IOException | RuntimeException failure) {
            throw StatusException.badRequest(
                    "the body of the request does not parse: " + failure.getMessage());
        }
    }

    private static boolean looksLikeJson(byte[] body) {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private static JsonNode yaml(byte[] body) throws IOException {
        String text = new String(body, StandardCharsets.UTF_8);
        Object parsed = YAML.unmarshal(text, java.util.Map.class);
        return Trees.parse(YAML.asJson(parsed).getBytes(StandardCharsets.UTF_8));
    }
}
