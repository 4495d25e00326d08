package dev.mcm.testkit.server;

import org.opentest4j.TestAbortedException;

/// Ends a test that cannot run here: JUnit reports it as skipped, with the reason. The only class
/// that knows JUnit: the local stack runs without it.
public final class Skipped {
    private Skipped() {}

    /// A test that does something to a server which only an embedded one lets it do.
    ///
    /// @param what for example "kills the Postgres server"
    public static RuntimeException needsEmbedded(String what) {
        return new TestAbortedException(
                "the test " + what + ", which needs " + ServerSource.VARIABLE + "=embedded");
    }

    static RuntimeException noEngine() {
        return new TestAbortedException(
                ServerSource.VARIABLE + "=testcontainers and no Docker engine here");
    }
}
