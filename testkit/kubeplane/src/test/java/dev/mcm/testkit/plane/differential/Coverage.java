package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.Map;
import java.util.TreeMap;

/// What the sequences of a run reached: answers by kind of object, verb and code.
final class Coverage {

    private final Map<String, Map<String, Integer>> requests = new TreeMap<>();
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private final Map<String, Integer> watchEvents = new TreeMap<>();
    private long total;

    void add(Comparison comparison, Transcript real) {
        Map<String, Answer> answers = new TreeMap<>();
        real.answers().forEach(a -> answers.put(a.step(), a));
        for (Request request : comparison.sequence().requests()) {
            boolean watch = request instanceof Request.Watch;
            Answer answer = answers.get((watch ? "watch " : "") + request.step());
            if (answer == null) {
                continue;
            }
            total++;
            codes.merge(answer.code(), 1, Integer::sum);
            requests.computeIfAbsent(request.target().kind().objectKind(), _ -> new TreeMap<>())
                    .merge(verb(request) + " " + answer.code(), 1, Integer::sum);
            if (watch) {
                answer.body()
                        .forEach(e -> watchEvents.merge(Trees.text(e, "type"), 1, Integer::sum));
            }
        }
    }

    private static String verb(Request request) {
        String part = request.target().part();
        return part.isEmpty() ? request.verb() : request.verb() + " " + part;
    }

    long total() {
        return total;
    }

    ObjectNode json() {
        ObjectNode json = Trees.object();
        json.put("requests", total);
        ObjectNode byCode = json.putObject("codes");
        codes.forEach((code, count) -> byCode.put(Integer.toString(code), count));
        ObjectNode events = json.putObject("watchEvents");
        watchEvents.forEach(events::put);
        ObjectNode byKind = json.putObject("answersByKind");
        requests.forEach((kind, counts) -> {
            ObjectNode verbs = byKind.putObject(kind);
            counts.forEach(verbs::put);
        });
        return json;
    }
}
