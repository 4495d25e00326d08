package dev.mcm.testkit.plane.differential;

import java.util.List;

/// The requests of one seed. Names that must not meet those of another run hold [#TAG], which a
/// player replaces by a tag of its own.
record Sequence(long seed, List<Request> requests) {

    static final String TAG = "tagtag";
    static final String NAMESPACE = TAG + "-a";
    static final String OTHER_NAMESPACE = TAG + "-b";

    /// A namespace that requests may create and delete; it may be absent or terminating.
    static final String UNSTEADY_NAMESPACE = TAG + "-n1";

    static final List<String> NAMESPACES = List.of(NAMESPACE, OTHER_NAMESPACE, UNSTEADY_NAMESPACE);

    Sequence {
        requests = List.copyOf(requests);
    }

    /// As people read it: one request per line.
    String text() {
        StringBuilder text = new StringBuilder("seed ").append(seed).append('\n');
        requests.forEach(r -> text.append("  ").append(r).append('\n'));
        return text.toString();
    }
}
