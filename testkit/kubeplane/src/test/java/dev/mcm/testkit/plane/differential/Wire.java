package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.apply.MergePatch;
import dev.mcm.testkit.plane.differential.Request.Author;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Requests as HTTP, with what the earlier answers of the same server held.
final class Wire {

    private final Map<Integer, JsonNode> answers = new HashMap<>();

    void answered(int step, Answer answer) {
        if (answer.isSuccess()) {
            answers.put(step, answer.body());
        }
    }

    HttpCall call(Request request) {
        String path = request.target().path();
        return switch (request) {
            case Request.Create(_, _, var object, var author) ->
                    write(HttpCall.json("POST", path, text(object)), author);
            case Request.Replace(_, _, var body, var author) ->
                    write(HttpCall.json("PUT", path, text(object(body))), author);
            case Request.Apply(_, _, var configuration, var force, var author) ->
                    write(patch(path, "application/apply-patch+yaml", configuration), author)
                            .with("force", force);
            case Request.Patch(_, _, var format, var patch, var author) ->
                    write(patch(path, format.contentType(), patch), author);
            case Request.Delete(_, _, var terms) ->
                    HttpCall.json("DELETE", path, text(options(terms)));
            case Request.DeleteAll(_, _, var selection) ->
                    selected(HttpCall.json("DELETE", path, ""), selection);
            case Request.Get _ -> HttpCall.get(path);
            case Request.ListAll(_, _, var selection, var paging) ->
                    list(selected(HttpCall.get(path), selection), paging);
            case Request.Watch(_, _, var selection, var start) ->
                    watch(selected(HttpCall.get(path), selection), start);
        };
    }

    private static HttpCall patch(String path, String contentType, JsonNode patch) {
        return new HttpCall("PATCH", path, java.util.List.of(), contentType, text(patch));
    }

    private static HttpCall write(HttpCall call, Author author) {
        return call.with("fieldManager", author.manager())
                .with("dryRun", author.dryRun() ? "All" : "");
    }

    private static HttpCall selected(HttpCall call, Selection selection) {
        return call.with("labelSelector", selection.labels())
                .with("fieldSelector", selection.fields());
    }

    private HttpCall list(HttpCall call, Request.Paging paging) {
        return call.with("limit", paging.limit() == 0 ? "" : Integer.toString(paging.limit()))
                .with("continue", held(paging.next(), "metadata", "continue"))
                .with("resourceVersion", version(paging.version()))
                .with("resourceVersionMatch", paging.match());
    }

    private HttpCall watch(HttpCall call, Request.WatchStart start) {
        return call.with("watch", true)
                .with("resourceVersion", version(start.version()))
                .with("allowWatchBookmarks", start.bookmarks())
                .with("sendInitialEvents", start.initialEvents())
                .with(
                        "resourceVersionMatch",
                        start.initialEvents().isEmpty() ? "" : "NotOlderThan");
    }

    private ObjectNode object(Body body) {
        return switch (body) {
            case Body.Written(var object, var version) -> {
                ObjectNode copy = object.deepCopy();
                String known = version(version);
                if (!known.isEmpty()) {
                    Trees.ensure(copy, "metadata").put("resourceVersion", known);
                }
                yield copy;
            }
            case Body.Edited(var step, var change, var instead) ->
                    answers.get(step) instanceof ObjectNode object && isObject(object)
                            ? MergePatch.apply(object, change)
                            : instead;
        };
    }

    private static boolean isObject(ObjectNode body) {
        return !body.has("items") && !Trees.text(body, "kind").equals("Status");
    }

    private ObjectNode options(Request.DeleteTerms terms) {
        ObjectNode options = Trees.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
        String uid = held(terms.uid(), "metadata", "uid");
        String version = version(terms.version());
        if (!uid.isEmpty()) {
            Trees.ensure(options, "preconditions").put("uid", uid);
        }
        if (!version.isEmpty()) {
            Trees.ensure(options, "preconditions").put("resourceVersion", version);
        }
        if (!terms.propagation().isEmpty()) {
            options.put("propagationPolicy", terms.propagation());
        }
        if (terms.grace() >= 0) {
            options.put("gracePeriodSeconds", terms.grace());
        }
        if (terms.dryRun()) {
            options.putArray("dryRun").add("All");
        }
        return options;
    }

    private String version(Known known) {
        return held(known, "metadata", "resourceVersion");
    }

    private String held(Known known, String... path) {
        return switch (known) {
            case Known.Literal(var text) -> text;
            case Known.Answered(var step) -> {
                JsonNode answer = answers.get(step);
                yield answer == null ? "" : Trees.text(answer, path);
            }
        };
    }

    private static String text(JsonNode tree) {
        return new String(Trees.bytes(tree), StandardCharsets.UTF_8);
    }
}
