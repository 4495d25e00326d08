package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.Trees;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/// Names for the resource versions of one transcript that keep their order: a version is named
/// after the step that first showed an object with it, one that only a watch showed after the
/// version before it.
final class Versions {

    private final TreeMap<Long, String> names = new TreeMap<>();

    static Versions of(List<Answer> answers) {
        Versions versions = new Versions();
        for (Answer answer : answers) {
            TreeSet<Long> found = new TreeSet<>();
            collect(answer.body(), found::add);
            found.removeIf(versions.names::containsKey);
            if (answer.step().startsWith("watch")) {
                found.forEach(versions::nameAfterFloor);
            } else {
                versions.nameAfterStep(answer.step(), found);
            }
        }
        return versions;
    }

    private void nameAfterStep(String step, TreeSet<Long> found) {
        int index = 0;
        for (long version : found) {
            names.put(version, "v" + step + (found.size() > 1 ? "." + index++ : ""));
        }
    }

    private void nameAfterFloor(long version) {
        Map.Entry<Long, String> floor = names.lowerEntry(version);
        names.put(version, (floor == null ? "v" : floor.getValue()) + "+");
    }

    /// Only versions of objects: those of lists and bookmarks lie anywhere after the last write.
    private static void collect(JsonNode tree, LongConsumer found) {
        if (tree.isObject() && tree.path("metadata").has("uid")) {
            String version = Trees.text(tree, "metadata", "resourceVersion");
            if (isNumber(version)) {
                found.accept(Long.parseLong(version));
            }
        }
        tree.forEach(child -> collect(child, found));
    }

    static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(Character::isDigit);
    }

    /// The name of the newest version of an object that is not newer than `version`.
    String name(String version) {
        if (!isNumber(version)) {
            return version;
        }
        Map.Entry<Long, String> floor = names.floorEntry(Long.parseLong(version));
        return floor == null ? "v-" : floor.getValue();
    }
}
