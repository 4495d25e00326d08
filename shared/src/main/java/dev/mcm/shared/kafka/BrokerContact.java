package dev.mcm.shared.kafka;

import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.jspecify.annotations.Nullable;

/// When a broker last answered a tail's consumer.
///
/// A poll that returns nothing does not tell a quiet topic from a broker that cannot be reached,
/// but the client counts the answers to its fetches: a reachable broker answers one every half
/// second (`fetch.max.wait.ms`), with or without records. Written by the tail's thread; [#age] may
/// be asked by any.
final class BrokerContact {
    private static final Duration SILENT = Duration.ofSeconds(15);

    private final TimeSource time;
    private @Nullable Metric fetches;
    private double counted;
    private volatile long last;

    BrokerContact(TimeSource time) {
        this.time = time;
        this.last = time.nanoTime();
    }

    /// A new consumer has connected, or tries to: contact is what it brings.
    void follow(Consumer<?, ?> consumer) {
        fetches =
                consumer.metrics().entrySet().stream()
                        .filter(metric ->
                                metric.getKey().name().equals("fetch-total")
                                        && !metric.getKey().tags().containsKey("topic"))
                        .map(entry -> (Metric) entry.getValue())
                        .findFirst()
                        .orElse(null);
        counted = total();
    }

    /// After a poll that has not failed.
    ///
    /// @param asks whether the consumer reads any partition: one that reads none asks nothing
    void polled(boolean asks) {
        double total = total();
        if (!asks || fetches == null || total != counted) {
            counted = total;
            last = time.nanoTime();
        }
    }

    /// Since the last answer.
    Duration age() {
        return time.since(last);
    }

    /// No answer for much longer than a fetch takes: what was known of the topics' ends is old.
    boolean silent() {
        return age().compareTo(SILENT) > 0;
    }

    private double total() {
        return Optional.ofNullable(fetches)
                .map(metric -> ((Number) metric.metricValue()).doubleValue())
                .orElse(0.0);
    }
}
