package dev.mcm.state;

import org.hibernate.StatelessSession;
import org.hibernate.jdbc.ReturningWork;
import org.jspecify.annotations.Nullable;

/// An open transaction: what every method of a store takes first. Opaque outside this module.
/// Belongs to one thread and ends with the function that got it.
public final class Tx {
    private final @Nullable StatelessSession session;

    private Tx(@Nullable StatelessSession session) {
        this.session = session;
    }

    static Tx of(StatelessSession session) {
        return new Tx(session);
    }

    static Tx inMemory() {
        return new Tx(null);
    }

    /// For the stores of this module only.
    public StatelessSession session() {
        if (session == null) {
            throw new IllegalStateException(
                    "this transaction is in memory (expected: one of a Database, for a store)");
        }
        return session;
    }

    /// Runs plain JDBC on this transaction's connection. For the stores of this module only.
    public <T extends @Nullable Object> T jdbc(ReturningWork<T> work) {
        return session().doReturningWork(work);
    }
}
