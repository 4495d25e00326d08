package dev.mcm.gns.adapter.kafka;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;

/// How many records a producer has sent again, from its own metrics. Not thread-safe.
final class ResentRecords {
    private static final String GROUP = "producer-metrics";
    private static final String NAME = "record-retry-total";

    private final Supplier<Object> total;
    private long last;

    private ResentRecords(Supplier<Object> total) {
        this.total = total;
    }

    static ResentRecords of(Producer<?, ?> producer) {
        Metric metric =
                producer.metrics().entrySet().stream()
                        .filter(entry ->
                                entry.getKey().group().equals(GROUP)
                                        && entry.getKey().name().equals(NAME))
                        .findFirst()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "the producer has no metric "
                                                + NAME
                                                + " (expected: one of group "
                                                + GROUP
                                                + ")"))
                        .getValue();
        return new ResentRecords(metric::metricValue);
    }

    long sinceLast() {
        long now = ((Number) total.get()).longValue();
        long since = now - last;
        last = now;
        return since;
    }
}
