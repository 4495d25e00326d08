package dev.mcm.shared.kafka;

import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.Signal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.LoggerFactory;

/// Gives batches to a handler until it takes them: poison goes to the dead letters, any other
/// failure is repeated after a backoff.
final class TailDelivery {
    private final TailHandler handler;
    private final PoisonSink deadLetters;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final StateLog state;
    private final Counter records;
    private final Counter poison;

    TailDelivery(
            String tail,
            TailHandler handler,
            PoisonSink deadLetters,
            Retrying retrying,
            MeterRegistry meters) {
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.backoff = retrying.backoff();
        this.random = retrying.random();
        this.state = new StateLog(LoggerFactory.getLogger(TailDelivery.class), tail + " handling");
        this.records =
                Counter.builder("mcm.kafka.tail.records")
                        .description("Records handled")
                        .tag("tail", tail)
                        .register(meters);
        this.poison =
                Counter.builder("mcm.kafka.tail.poison")
                        .description("Records put into the dead letters")
                        .tag("tail", tail)
                        .register(meters);
    }

    /// Where poison goes.
    @FunctionalInterface
    interface PoisonSink {
        /// Returns once the record is safe there.
        void send(PoisonRecordException poison) throws Exception;
    }

    /// How a tail waits before it tries again.
    record Retrying(Backoff backoff, RandomGenerator random) {}

    /// @param pause ends early when raised
    /// @return false when `stopping` before the batch was handled
    boolean deliver(TailBatch batch, Signal pause, BooleanSupplier stopping)
            throws InterruptedException {
        Optional<TailBatch> rest = Optional.of(batch);
        int failed = 0;
        while (!stopping.getAsBoolean()) {
            try {
                rest = attempt(rest.get());
                if (rest.isEmpty()) {
                    return true;
                }
            } catch (Exception | AssertionError | StackOverflowError e) {
                if (stopping.getAsBoolean() && e instanceof InterruptedException interrupted) {
                    throw interrupted;
                }
                state.failed(e);
                pause.await(backoff.delay(failed++, random));
            }
        }
        return false;
    }

    /// @return what is left to handle; empty when nothing is
    private Optional<TailBatch> attempt(TailBatch batch) throws Exception {
        try {
            handler.handle(batch);
            records.increment(batch.records().size());
            state.worked();
            return Optional.empty();
        } catch (PoisonRecordException e) {
            deadLetters.send(e);
            poison.increment();
            return Optional.of(batch.without(e.record()));
        }
    }
}
