package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays sequences against one server. Requests go one after another, so that both servers see the
/// same order; watches stay open meanwhile.
final class Player {

    /// How long a watch may take to show an event that has happened.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final String MARKER = "differential/marker";

    private final Exchange exchange;
    private final String tag;

    /// @param tag makes the names of one run its own; letters and digits
    Player(Exchange exchange, String tag) {
        this.exchange = exchange;
        this.tag = tag;
    }

    Transcript play(Sequence sequence) {
        Wire wire = new Wire();
        List<Answer> answers = new ArrayList<>(setUp());
        Map<Request.Watch, Exchange.Lines> watches = new LinkedHashMap<>();
        for (Request request : sequence.requests()) {
            if (request instanceof Request.Watch watch) {
                if (!watch.start().late()) {
                    watches.put(watch, open(wire, watch));
                }
                continue;
            }
            Answer answer = answer(wire, request);
            wire.answered(request.step(), answer);
            answers.add(answer);
        }
        answers.addAll(finalObjects(sequence));
        for (Request request : sequence.requests()) {
            if (request instanceof Request.Watch watch && watch.start().late()) {
                watches.put(watch, open(wire, watch));
            }
        }
        watches.keySet().forEach(this::mark);
        watches.forEach((watch, lines) -> answers.add(events(watch, lines)));
        return new Transcript(answers);
    }

    private List<Answer> setUp() {
        List<Answer> answers = new ArrayList<>();
        for (String namespace : List.of(Sequence.NAMESPACE, Sequence.OTHER_NAMESPACE)) {
            ObjectNode object = Minimal.object(Kind.NAMESPACE, "", namespace);
            answers.add(send("namespace " + namespace, post(Kind.NAMESPACE, "", object)));
            // A cluster's controller makes it; pods are refused without it. Not every server
            // here knows service accounts.
            HttpCall account =
                    HttpCall.json(
                            "POST",
                            "/api/v1/namespaces/" + namespace + "/serviceaccounts",
                            "{\"metadata\":{\"name\":\"default\"}}");
            exchange.send(account.tagged(tag));
        }
        return answers;
    }

    private Answer answer(Wire wire, Request request) {
        if (request instanceof Request.ListAll list
                && !list.paging().version().equals(Known.NOTHING)) {
            settle(list.target());
        }
        return send(Integer.toString(request.step()), wire.call(request));
    }

    private Exchange.Lines open(Wire wire, Request.Watch watch) {
        settle(watch.target());
        return exchange.watch(wire.call(watch).tagged(tag));
    }

    /// A list without a version waits until the server's cache knows all writes, so that what is
    /// answered from the cache next is not a matter of luck.
    private void settle(Target target) {
        HttpCall list = HttpCall.get(target.all().path());
        exchange.send(list.with("labelSelector", "seed=" + Sequence.TAG).tagged(tag));
    }

    private List<Answer> finalObjects(Sequence sequence) {
        List<Answer> answers = new ArrayList<>();
        sequence.requests().stream()
                .map(r -> r.target().kind())
                .distinct()
                .sorted()
                .forEach(kind -> {
                    List<String> places = kind.namespaced() ? Sequence.NAMESPACES : List.of("");
                    places.forEach(place -> answers.add(finalObjects(kind, place)));
                });
        return answers;
    }

    private Answer finalObjects(Kind kind, String namespace) {
        HttpCall list =
                HttpCall.get(kind.collection(namespace))
                        .with("labelSelector", "seed=" + Sequence.TAG);
        return send("final " + kind.objectKind() + " " + namespace, list);
    }

    /// Makes a change that the watch must show, however its selectors are.
    private void mark(Request.Watch watch) {
        Target target = watch.target();
        Kind kind = target.kind();
        Selection selection = watch.selection();
        String namespace = namespaceOf(target);
        String name =
                selection.name().isEmpty() ? Sequence.TAG + "-zz" + watch.step() : selection.name();
        ObjectNode object = Minimal.object(kind, namespace, name);
        ObjectNode metadata = Trees.ensure(object, "metadata");
        selection.satisfying().forEach(Trees.ensure(metadata, "labels")::put);
        Trees.ensure(metadata, "annotations").put(MARKER, Integer.toString(watch.step()));
        Exchange.Reply reply = exchange.send(post(kind, namespace, object).tagged(tag));
        if (reply.code() == 409) {
            ObjectNode patch = Trees.object();
            Trees.ensure(patch, "metadata", "annotations")
                    .put(MARKER, Integer.toString(watch.step()));
            HttpCall mark =
                    new HttpCall(
                            "PATCH",
                            Target.object(kind, namespace, name).path(),
                            List.of(),
                            Request.PatchFormat.MERGE.contentType(),
                            text(patch));
            exchange.send(mark.tagged(tag));
        }
    }

    /// Of all namespaces the last: a watch of Events may list after the marker was made, in the
    /// order of names, and would end too early.
    private static String namespaceOf(Target target) {
        if (!target.kind().namespaced()) {
            return "";
        }
        return target.namespace().isEmpty() ? Sequence.OTHER_NAMESPACE : target.namespace();
    }

    private Answer events(Request.Watch watch, Exchange.Lines lines) {
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        String step = "watch " + watch.step();
        try (lines) {
            String marker = Integer.toString(watch.step());
            while (true) {
                Optional<String> line = lines.next(PATIENCE);
                if (line.isEmpty()) {
                    events.addObject().put("type", "NO-MORE-EVENTS");
                    return new Answer(step, lines.code(), events);
                }
                JsonNode event = Answer.parse(untagged(line.get()));
                if (isMarker(event, marker)) {
                    return new Answer(step, lines.code(), events);
                }
                events.add(event);
                if (lines.code() != 200 || Trees.text(event, "type").equals("ERROR")) {
                    return new Answer(step, lines.code(), events);
                }
            }
        }
    }

    private static boolean isMarker(JsonNode event, String marker) {
        return Trees.text(event, "object", "metadata", "annotations", MARKER).equals(marker);
    }

    private static HttpCall post(Kind kind, String namespace, ObjectNode object) {
        return HttpCall.json("POST", kind.collection(namespace), text(object));
    }

    private Answer send(String step, HttpCall call) {
        Exchange.Reply reply = exchange.send(call.tagged(tag));
        return Answer.of(step, reply.code(), untagged(reply.text()));
    }

    private String untagged(String text) {
        return text.replace(tag, Sequence.TAG);
    }

    private static String text(JsonNode tree) {
        return new String(Trees.bytes(tree), StandardCharsets.UTF_8);
    }
}
