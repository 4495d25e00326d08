package dev.mcm.testkit.plane.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;

/// How an object is to be deleted.
///
/// @param graceSeconds time a pod gets to end; negative means the pod's own
/// @param uid delete only the object with this uid; empty for any
/// @param resourceVersion delete only this version; empty for any
public record DeleteRequest(
        Propagation propagation,
        int graceSeconds,
        String uid,
        String resourceVersion,
        boolean dryRun) {

    /// What happens to the objects that the deleted one owns.
    public enum Propagation {
        /// As an earlier deletion of the object said, or in the background.
        UNSAID,
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    public static final DeleteRequest PLAIN =
            new DeleteRequest(Propagation.UNSAID, -1, "", "", false);
    public static final DeleteRequest NOW = new DeleteRequest(Propagation.UNSAID, 0, "", "", false);

    /// Reads a `DeleteOptions` body (possibly missing) under the query parameters that override it.
    public static DeleteRequest of(
            JsonNode options, String propagation, String grace, boolean dryRun) {
        String wanted =
                propagation.isEmpty() ? Trees.text(options, "propagationPolicy") : propagation;
        int seconds =
                grace.isEmpty()
                        ? options.path("gracePeriodSeconds").asInt(-1)
                        : Integer.parseInt(grace);
        boolean orphan = options.path("orphanDependents").asBoolean();
        return new DeleteRequest(
                orphan ? Propagation.ORPHAN : propagation(wanted),
                seconds,
                Trees.text(options, "preconditions", "uid"),
                Trees.text(options, "preconditions", "resourceVersion"),
                dryRun || !options.path("dryRun").isEmpty());
    }

    private static Propagation propagation(String name) {
        return switch (name) {
            case "" -> Propagation.UNSAID;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                    throw StatusException.badRequest(
                            "propagationPolicy is \""
                                    + name
                                    + "\" (expected: Background, Foreground or Orphan)");
        };
    }
}
