package dev.mcm.shared.kafka;

import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.Signal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives batches to a handler until it takes them: poison goes to the dead letters, any other
/// failure is repeated after a backoff.
final class TailDelivery {
    private static final Logger log = LoggerFactory.getLogger(TailDelivery.class);

    private final TailHandler handler;
    private final PoisonSink deadLetters;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final StateLog state;
    private final Counter records;
    private final Counter poison;
    private final Counter lost;

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
        this.state = new StateLog(log, tail + " handling");
        this.records =
                Counter.builder("mcm.kafka.tail.records")
                        .description("Records handled")
                        .tag("tail", tail)
                        .register(meters);
        this.poison =
                Counter.builder("mcm.kafka.tail.poison")
                        .description(
                                "Unreadable records, in the dead letters unless those refused them")
                        .tag("tail", tail)
                        .register(meters);
        this.lost =
                Counter.builder("mcm.kafka.tail.poison.lost")
                        .description(
                                "Unreadable records that the dead letters did not take either: the"
                                        + " log has their positions")
                        .tag("tail", tail)
                        .register(meters);
    }

    /// Where poison goes.
    @FunctionalInterface
    interface PoisonSink {
        /// Returns once the record is safe there. Whatever it throws, the record is skipped.
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

    private void send(PoisonRecordException e) throws InterruptedException {
        try {
            poison.increment();
            deadLetters.send(e);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception refused) {
            lost.increment();
            log.atError()
                    .addKeyValue("record", e.getMessage())
                    .setCause(refused)
                    .log("an unreadable record is not in the dead letters and is skipped");
        }
    }

    /// @return what is left to handle; empty when nothing is
    private Optional<TailBatch> attempt(TailBatch batch) throws Exception {
        try {
            handler.handle(batch);
            records.increment(batch.records().size());
            state.worked();
            return Optional.empty();
        } catch (PoisonRecordException e) {
            send(e);
            return Optional.of(batch.without(e.record()));
        }
    }
}
