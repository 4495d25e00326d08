package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One request as a client means it. `step` names it, also after others were dropped.
sealed interface Request {

    int step();

    Target target();

    /// @param manager field manager; empty to let the server take the user agent
    record Author(String manager, boolean dryRun) {}

    enum PatchFormat {
        MERGE("application/merge-patch+json"),
        STRATEGIC("application/strategic-merge-patch+json"),
        JSON("application/json-patch+json");

        private final String contentType;

        PatchFormat(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }
    }

    /// @param grace seconds; negative to say nothing
    /// @param propagation empty to say nothing
    record DeleteTerms(Known uid, Known version, String propagation, int grace, boolean dryRun) {}

    /// @param limit 0 for none
    /// @param match `resourceVersionMatch`, or empty
    record Paging(int limit, Known next, Known version, String match) {}

    /// @param initialEvents `sendInitialEvents`: `true`, `false`, or empty to say nothing
    /// @param late open it after the sequence, so that it replays the past
    record WatchStart(Known version, boolean bookmarks, String initialEvents, boolean late) {}

    record Create(int step, Target target, ObjectNode object, Author author) implements Request {}

    record Replace(int step, Target target, Body body, Author author) implements Request {}

    record Apply(int step, Target target, ObjectNode configuration, boolean force, Author author)
            implements Request {}

    record Patch(int step, Target target, PatchFormat format, JsonNode patch, Author author)
            implements Request {}

    record Delete(int step, Target target, DeleteTerms terms) implements Request {}

    record DeleteAll(int step, Target target, Selection selection) implements Request {}

    record Get(int step, Target target) implements Request {}

    record ListAll(int step, Target target, Selection selection, Paging paging)
            implements Request {}

    record Watch(int step, Target target, Selection selection, WatchStart start)
            implements Request {}

    /// `Create`, `Apply`, … for counts.
    default String verb() {
        return getClass().getSimpleName();
    }
}
