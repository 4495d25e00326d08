package dev.mcm.testkit.plane.differential;

/// A value of a request that a client may know only from an earlier answer: a resource version, a
/// uid or a continue token.
sealed interface Known {

    Known NOTHING = new Literal("");

    /// The same for both servers.
    record Literal(String text) implements Known {}

    /// What the answer to `step` held; nothing when it held none.
    record Answered(int step) implements Known {}

    static Known literal(String text) {
        return new Literal(text);
    }
}
