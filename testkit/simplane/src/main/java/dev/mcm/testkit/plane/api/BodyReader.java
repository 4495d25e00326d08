package dev.mcm.testkit.plane.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Reads a body that is JSON, or YAML or protobuf where a client sends that.
final class BodyReader {

    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private BodyReader() {}

    /// @throws StatusException for a body that does not parse
    static JsonNode read(String contentType, byte[] body) {
        try {
            if (body.length == 0) {
                return Trees.object();
            }
            if (contentType.equals(ProtobufReader.CONTENT_TYPE)) {
                return ProtobufReader.read(body);
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
