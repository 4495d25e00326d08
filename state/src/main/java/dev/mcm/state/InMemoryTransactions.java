package dev.mcm.state;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Transactions on in-memory stores, one at a time: a fake for tests and simulations. Rolls back
/// what `work` changed when it throws.
public final class InMemoryTransactions implements Transactions {
    private final ReentrantLock lock = new ReentrantLock();

    @Override
    public <T> T read(Function<Tx, T> work) {
        return run(Tx.inMemory(true), work);
    }

    @Override
    public <T> T write(Function<Tx, T> work) {
        return run(Tx.inMemory(false), work);
    }

    private <T> T run(Tx tx, Function<Tx, T> work) {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException(
                    "a transaction inside a transaction (expected: one at a time in a thread)");
        }
        lock.lock();
        try {
            return work.apply(tx);
        } catch (RuntimeException | Error e) {
            tx.rollBack();
            throw e;
        } finally {
            lock.unlock();
        }
    }
}
