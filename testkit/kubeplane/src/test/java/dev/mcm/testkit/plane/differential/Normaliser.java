package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Makes the transcripts of two servers comparable. What is replaced, and why:
///
/// - uids are named after the step that first showed them, since they are random;
/// - resource versions become names that keep their order ([Versions]), since each server counts on
///   its own, and a real one counts writes to objects we do not see;
/// - `creationTimestamp` and `deletionTimestamp` become `<time>` and the times of `managedFields`
///   are left out, since they are the server's clock; times that clients wrote stay;
/// - `managedFields` are sorted by operation, manager and subresource, since the server sorts them
///   by time first;
/// - conflicts of several managers are sorted by manager, since the server's order is that of a Go
///   map;
/// - finalizers are sorted, since those of a deleted namespace come in the order of a Go map;
/// - the random end of a name from `generateName` becomes `*`;
/// - cluster addresses of services become `<address>`, since ranges are a setting of the server;
/// - continue tokens become `<continue>`, since their form is the server's own;
/// - bookmarks other than the end of the initial events are left out, since their times are the
///   server's own.
final class Normaliser {

    private static final Pattern UID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern GENERATED = Pattern.compile("(\\bgen\\d+-)[a-z0-9]{5}\\b");
    private static final Pattern VERSION_IN_TEXT =
            Pattern.compile("(?<=(?:precondition|meta|current): )\\d+|(?<=\\()\\d+(?=\\))");
    private static final Pattern ADDRESS = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");
    private static final Comparator<JsonNode> BY_OWNER =
            Comparator.comparing((JsonNode e) -> Trees.text(e, "operation"))
                    .thenComparing(e -> Trees.text(e, "manager"))
                    .thenComparing(e -> Trees.text(e, "subresource"))
                    .thenComparing(e -> Trees.text(e, "apiVersion"));

    private static final Comparator<JsonNode> BY_CONFLICT =
            Comparator.comparing(e ->
                    Trees.text(e, "reason").equals("FieldManagerConflict")
                            ? Trees.text(e, "message")
                            : "");

    private final Versions versions;
    private final Map<String, String> uids = new HashMap<>();
    private String step = "";
    private int uidsOfStep;

    private Normaliser(Versions versions) {
        this.versions = versions;
    }

    static Transcript normalise(Transcript raw) {
        Normaliser normaliser = new Normaliser(Versions.of(raw.answers()));
        List<Answer> answers = new ArrayList<>();
        for (Answer answer : raw.answers()) {
            JsonNode body = answer.body();
            normaliser.step = answer.step();
            normaliser.uidsOfStep = 0;
            answers.add(answer.with(normaliser.tree(body.isArray() ? kept(body) : body, "")));
        }
        return new Transcript(answers);
    }

    private static ArrayNode kept(JsonNode events) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode event : events) {
            boolean bookmark = Trees.text(event, "type").equals("BOOKMARK");
            if (!bookmark || event.path("object").path("metadata").has("annotations")) {
                kept.add(event);
            }
        }
        return kept;
    }

    private JsonNode tree(JsonNode node, String field) {
        if (node instanceof ObjectNode object) {
            ObjectNode made = Trees.object();
            Map<String, JsonNode> sorted = new TreeMap<>();
            object.properties().forEach(e -> sorted.put(e.getKey(), e.getValue()));
            if (field.equals("managedFields")) {
                sorted.remove("time");
            }
            sorted.forEach((name, value) -> made.set(name, field(name, value)));
            return made;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode made = JsonNodeFactory.instance.arrayNode();
            inOrder(list, field).forEach(e -> made.add(tree(e, field)));
            return made;
        }
        return node.isTextual() ? TextNode.valueOf(text(node.textValue(), field)) : node;
    }

    private static List<JsonNode> inOrder(ArrayNode list, String field) {
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        if (field.equals("finalizers")) {
            elements.sort(Comparator.comparing(JsonNode::asText));
        } else if (field.equals("managedFields")) {
            elements.sort(BY_OWNER);
        } else if (field.equals("causes")) {
            elements.sort(BY_CONFLICT);
        }
        return elements;
    }

    private JsonNode field(String name, JsonNode value) {
        if (!value.isTextual()) {
            return tree(value, name);
        }
        String text = value.textValue();
        String replaced =
                switch (name) {
                    case "resourceVersion" -> versions.name(text);
                    case "creationTimestamp", "deletionTimestamp" -> "<time>";
                    case "continue" -> text.isEmpty() ? "" : "<continue>";
                    default -> text(text, name);
                };
        return TextNode.valueOf(replaced);
    }

    private String text(String text, String field) {
        if (field.startsWith("clusterIP")) {
            return ADDRESS.matcher(text).replaceAll("<address>");
        }
        String known =
                UID.matcher(text)
                        .replaceAll(m ->
                                uids.computeIfAbsent(
                                        m.group(), _ -> "uid-" + step + "-" + ++uidsOfStep));
        String named = GENERATED.matcher(known).replaceAll("$1*");
        return field.equals("message")
                ? VERSION_IN_TEXT.matcher(named).replaceAll(m -> versions.name(m.group()))
                : named;
    }
}
