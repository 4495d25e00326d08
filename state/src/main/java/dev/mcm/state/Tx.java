package dev.mcm.state;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hibernate.StatelessSession;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;

/// An open transaction: what every method of a store takes first. Opaque outside this module.
/// Belongs to one thread and ends with the function that got it.
public final class Tx {
    private final @Nullable StatelessSession session;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private final boolean readOnly;

    private Tx(@Nullable StatelessSession session, boolean readOnly) {
        this.session = session;
        this.readOnly = readOnly;
    }

    /// A transaction of a server, which knows by itself whether it may write.
    static Tx of(StatelessSession session) {
        return new Tx(session, false);
    }

    static Tx inMemory(boolean readOnly) {
        return new Tx(null, readOnly);
    }

    /// For the stores of this module only.
    public StatelessSession session() {
        if (session == null) {
            throw new IllegalStateException(
                    "this transaction is in memory (expected: one of a Database, for a Postgres"
                            + " store)");
        }
        return session;
    }

    /// Runs plain JDBC on this transaction's connection. For the stores of this module only.
    public <T extends @Nullable Object> T jdbc(ReturningWork<T> work) {
        return session().doReturningWork(work);
    }

    /// What takes back a change of an in-memory store. For the stores of this module only.
    void onRollback(Runnable action) {
        undo.push(action);
    }

    /// For the stores of this module only.
    void requireWritable() {
        if (readOnly) {
            throw new IllegalStateException(
                    "a write in a read-only transaction (expected: in write)");
        }
    }

    void rollBack() {
        undo.forEach(Runnable::run);
        undo.clear();
    }
}
