package dev.mcm.atc.adapter.kube;

import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PlaneApiException.Kind;
import java.util.Map;

/// What a Kubernetes API answered.
record KubeAnswer(int code, String body) {
    private static final int MAX_MESSAGE = 400;

    /// The object in the answer.
    ///
    /// @param what was asked for, for the message
    Map<String, ?> object(String what) {
        if (code < 200 || code > 299) {
            throw new PlaneApiException(kind(), what + ": " + code + " " + message(), null);
        }
        return parse(what);
    }

    private Kind kind() {
        return switch (code) {
            case 409 -> Kind.CONFLICT;
            case 404 -> Kind.NOT_FOUND;
            case 502, 503, 504 -> Kind.UNREACHABLE;
            default -> Kind.REFUSED;
        };
    }

    private Map<String, ?> parse(String what) {
        try {
            return KubeJson.read(body);
        } catch (RuntimeException e) {
            throw new PlaneApiException(
                    Kind.REFUSED, what + ": the answer is not a JSON object", e);
        }
    }

    /// `message` of the Status in the answer, else its beginning.
    String message() {
        String text = body;
        try {
            if (KubeJson.read(body).get("message") instanceof String message) {
                text = message;
            }
        } catch (RuntimeException e) {
            // Not a Status: what there is will have to do.
        }
        return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE);
    }
}
