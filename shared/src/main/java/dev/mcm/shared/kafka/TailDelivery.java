package dev.mcm.shared.kafka;

import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.Signal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a handler what a tail has to tell until it takes it: poison goes to the dead letters, any
/// other failure is repeated after a backoff.
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
        this.records = counter("mcm.kafka.tail.records", "Records handled", tail, meters);
        this.poison =
                counter(
                        "mcm.kafka.tail.poison",
                        "Unreadable records, in the dead letters unless those refused them",
                        tail,
                        meters);
        this.lost =
                counter(
                        "mcm.kafka.tail.poison.lost",
                        "Unreadable records that the dead letters did not take either: the log has"
                                + " their positions",
                        tail,
                        meters);
    }

    private static Counter counter(
            String name, String description, String tail, MeterRegistry meters) {
        return Counter.builder(name).description(description).tag("tail", tail).register(meters);
    }

    /// Where poison goes.
    @FunctionalInterface
    interface PoisonSink {
        /// Returns within a bounded time, once all but the refused are safe there.
        ///
        /// @return those that it did not take: they are skipped
        List<Refused> send(List<PoisonRecord> poison) throws InterruptedException;
    }

    /// @param why it did not become a letter
    record Refused(PoisonRecord poison, Exception why) {}

    /// How a tail waits before it tries again.
    record Retrying(Backoff backoff, RandomGenerator random) {}

    /// What is to be told; a part of it may be done after each attempt.
    @FunctionalInterface
    private interface Attempt {
        /// @return whether all is told
        boolean go() throws Exception;
    }

    /// @param pause ends early when raised
    /// @return false when `stopping` before the batch was handled
    boolean deliver(TailBatch batch, Signal pause, BooleanSupplier stopping)
            throws InterruptedException {
        return untilTold(new Handling(batch), pause, stopping);
    }

    /// Says that reading of topics begins.
    ///
    /// @return false when `stopping` before the handler had taken it
    boolean begin(Set<String> topics, Signal pause, BooleanSupplier stopping)
            throws InterruptedException {
        return untilTold(
                () -> {
                    handler.begins(topics);
                    return true;
                },
                pause,
                stopping);
    }

    private boolean untilTold(Attempt attempt, Signal pause, BooleanSupplier stopping)
            throws InterruptedException {
        int failed = 0;
        while (!stopping.getAsBoolean()) {
            try {
                if (attempt.go()) {
                    state.worked();
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

    /// What is left of a batch once the poison that is known is taken out.
    private final class Handling implements Attempt {
        private TailBatch rest;

        Handling(TailBatch batch) {
            this.rest = batch;
        }

        @Override
        public boolean go() throws Exception {
            try {
                handler.handle(rest);
                records.increment(rest.records().size());
                return true;
            } catch (PoisonException e) {
                TailBatch without = rest.without(e.records());
                if (without.records().size() == rest.records().size()) {
                    throw new IllegalStateException("poison is no record of its batch", e);
                }
                send(e.records());
                rest = without;
                return false;
            }
        }
    }

    private void send(List<PoisonRecord> found) throws InterruptedException {
        poison.increment(found.size());
        List<Refused> refused = deadLetters.send(found);
        lost.increment(refused.size());
        refused.stream()
                .collect(Collectors.groupingBy(some -> partition(some.poison())))
                .forEach(TailDelivery::tell);
    }

    private static TopicPartition partition(PoisonRecord poison) {
        return new TopicPartition(poison.record().topic(), poison.record().partition());
    }

    /// One line for each batch and partition: a whole topic may be poison.
    private static void tell(TopicPartition partition, List<Refused> lost) {
        Refused first = lost.getFirst();
        log.atError()
                .addKeyValue("partition", partition)
                .addKeyValue("from", first.poison().record().offset())
                .addKeyValue("to", lost.getLast().poison().record().offset())
                .addKeyValue("records", lost.size())
                .addKeyValue("first", first.poison().why())
                .setCause(first.why())
                .log("unreadable records are not in the dead letters and are skipped");
    }
}
