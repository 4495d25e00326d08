package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// All places where two JSON trees differ, as deep as they go.
final class TreeDifference {

    private final List<Difference> found = new ArrayList<>();

    private TreeDifference() {}

    static List<Difference> between(Answer real, Answer simulated) {
        TreeDifference search = new TreeDifference();
        if (real.code() != simulated.code()) {
            search.add("code", IntNode.valueOf(real.code()), IntNode.valueOf(simulated.code()));
        }
        search.compare("body", real.body(), simulated.body());
        return search.found;
    }

    private void add(String path, JsonNode real, JsonNode simulated) {
        found.add(new Difference(path, real, simulated));
    }

    private void compare(String path, JsonNode real, JsonNode simulated) {
        if (real.equals(simulated)) {
            return;
        }
        if (real.isObject() && simulated.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            real.fieldNames().forEachRemaining(names::add);
            simulated.fieldNames().forEachRemaining(names::add);
            names.forEach(n -> compare(path + "." + n, real.path(n), simulated.path(n)));
        } else if (real.isArray() && simulated.isArray()) {
            for (int i = 0; i < Math.max(real.size(), simulated.size()); i++) {
                compare(path + "[" + i + "]", at(real, i), at(simulated, i));
            }
        } else {
            add(path, real, simulated);
        }
    }

    private static JsonNode at(JsonNode list, int index) {
        return index < list.size() ? list.get(index) : MissingNode.getInstance();
    }
}
