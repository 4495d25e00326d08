package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.apply.MergePatch;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Servers with one bug each, made by standing between a player and a right server.
final class PlantedFaults {

    private PlantedFaults() {}

    /// Server-side apply that never takes a field away: what a manager applied before stays
    /// applied.
    static Exchange applyKeepsFields(Exchange right) {
        Map<String, ObjectNode> applied = new HashMap<>();
        return replacing(
                right,
                call -> {
                    if (!call.contentType().contains("apply-patch")
                            || !(Answer.parse(call.body()) instanceof ObjectNode wanted)) {
                        return call;
                    }
                    String who =
                            call.path()
                                    + call.query().stream()
                                            .filter(q -> q.startsWith("fieldM"))
                                            .toList();
                    ObjectNode before = applied.getOrDefault(who, Trees.object());
                    ObjectNode both = MergePatch.apply(before, wanted);
                    applied.put(who, both);
                    return new HttpCall(
                            call.method(),
                            call.path(),
                            call.query(),
                            call.contentType(),
                            text(both));
                });
    }

    /// A watch that loses every deletion.
    static Exchange watchLosesDeletions(Exchange right) {
        return new Exchange() {
            @Override
            public Reply send(HttpCall call) {
                return right.send(call);
            }

            @Override
            public Lines watch(HttpCall call) {
                return withoutDeletions(right.watch(call));
            }
        };
    }

    private static Exchange.Lines withoutDeletions(Exchange.Lines lines) {
        return new Exchange.Lines() {
            @Override
            public int code() {
                return lines.code();
            }

            @Override
            public Optional<String> next(Duration patience) {
                Optional<String> line = lines.next(patience);
                while (line.isPresent() && line.get().startsWith("{\"type\":\"DELETED\"")) {
                    line = lines.next(patience);
                }
                return line;
            }

            @Override
            public void close() {
                lines.close();
            }
        };
    }

    /// Pages whose last object is missing, when there is a next page.
    static Exchange pagesLoseObjects(Exchange right) {
        return new Exchange() {
            @Override
            public Reply send(HttpCall call) {
                Reply reply = right.send(call);
                JsonNode body = Answer.parse(reply.text());
                boolean more = !Trees.text(body, "metadata", "continue").isEmpty();
                if (more && body.path("items") instanceof ArrayNode items && !items.isEmpty()) {
                    items.remove(items.size() - 1);
                    return new Reply(reply.code(), text(body));
                }
                return reply;
            }

            @Override
            public Lines watch(HttpCall call) {
                return right.watch(call);
            }
        };
    }

    private static Exchange replacing(Exchange right, UnaryOperator<HttpCall> change) {
        return new Exchange() {
            @Override
            public Reply send(HttpCall call) {
                return right.send(change.apply(call));
            }

            @Override
            public Lines watch(HttpCall call) {
                return right.watch(call);
            }
        };
    }

    private static String text(JsonNode tree) {
        return new String(Trees.bytes(tree), StandardCharsets.UTF_8);
    }

    /// All of them by name.
    static Map<String, UnaryOperator<Exchange>> all() {
        return Map.of(
                "apply", PlantedFaults::applyKeepsFields,
                "watch", PlantedFaults::watchLosesDeletions,
                "paging", PlantedFaults::pagesLoseObjects);
    }
}
