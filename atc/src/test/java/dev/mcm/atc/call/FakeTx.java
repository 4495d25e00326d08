package dev.mcm.atc.call;

import dev.mcm.shared.error.McmException;
import java.util.HashSet;
import java.util.Set;

/// A transaction of [FakeControl]: its rows, and what it has locked.
final class FakeTx {
    final FakeRows rows;
    private final boolean readOnly;
    private final Set<Object> locked = new HashSet<>();

    FakeTx(FakeRows rows, boolean readOnly) {
        this.rows = rows;
        this.readOnly = readOnly;
    }

    void lock(Object what) {
        requireWritable();
        locked.add(what);
    }

    /// What is changed without its lock may have changed since it was read.
    void requireLocked(Object what) {
        if (!locked.contains(what)) {
            throw new AssertionError(what + " is changed without being locked");
        }
    }

    void requireWritable() {
        if (readOnly) {
            throw new IllegalStateException("a write in a read-only transaction");
        }
    }

    static void requireAbsent(boolean absent, String type, Object name) {
        if (!absent) {
            throw McmException.alreadyExists(type, name);
        }
    }

    static void requireRevision(String type, Object name, long expected, long actual) {
        if (expected != actual) {
            throw McmException.conflict(
                    type, name, "revision " + actual + " (expected: " + expected + ")");
        }
    }
}
