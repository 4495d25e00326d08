package dev.mcm.state;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Transactions without a database, one at a time, for tests of code whose stores are fakes. Undoes
/// nothing when `work` throws.
public final class InMemoryTransactions implements Transactions {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public <T> T read(Function<Tx, T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a transaction inside a transaction (expected: one at a time in a thread)");
        }
        lock.lock();
        try {
            return work.apply(Tx.inMemory());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return read(work);
    }

    @Override
    public <T> T single(Function<Tx, T> work) {
        return read(work);
    }
}
