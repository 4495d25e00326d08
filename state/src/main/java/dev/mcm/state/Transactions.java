package dev.mcm.state;

import java.util.function.Consumer;
import java.util.function.Function;

/// Runs functions in transactions. [Database] in production, [InMemoryTransactions] where tests put
/// fakes in the place of stores. Thread-safe; transactions do not nest.
public interface Transactions {
    /// Runs `work` on one consistent view of all tables; it cannot write.
    <T> T read(Function<Tx, T> work);

    /// Runs `work` and commits. `work` runs again, from the start and on newer rows, when the
    /// database reports a serialization failure or a deadlock: it must have no effect outside `tx`.
    /// Nothing is kept when `work` throws.
    ///
    /// A failure of the connection during the commit leaves open whether the change was made:
    /// UNAVAILABLE is not "did not happen".
    <T> T write(Function<Tx, T> work);

    /// Runs `work`, of which each statement commits by itself, in the server: a process that is
    /// frozen at any moment of it keeps no row from others. `work` runs again as in
    /// [#write(Function)].
    <T> T single(Function<Tx, T> work);

    /// [#write(Function)] without a result.
    default void writeVoid(Consumer<Tx> work) {
        write(tx -> {
            work.accept(tx);
            return Boolean.TRUE;
        });
    }
}
