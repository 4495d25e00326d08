package dev.mcm.atc.port;

import java.util.function.Consumer;
import java.util.function.Function;

/// Runs functions in transactions over tables. Thread-safe; transactions do not nest.
///
/// @param <T> what a function reads and writes; good until it ends
public interface TransactionsOver<T> {
    /// Runs `work` on one consistent view of all tables; it cannot write.
    <A> A read(Function<T, A> work);

    /// Runs `work` and commits. `work` may run again, from the start and on newer rows: it must
    /// have no effect outside the tables. Nothing is kept when it throws.
    <A> A write(Function<T, A> work);

    /// [#write(Function)] without a result.
    default void writeVoid(Consumer<T> work) {
        write(tables -> {
            work.accept(tables);
            return Boolean.TRUE;
        });
    }
}
