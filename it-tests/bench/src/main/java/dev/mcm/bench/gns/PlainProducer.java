package dev.mcm.bench.gns;

import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/// The reference: a transactional producer without anything before it. It gets records at the
/// moments at which they were committed to Postgres, and puts what has come meanwhile into its next
/// transaction.
final class PlainProducer implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final Producer<byte[], byte[]> producer;
    private double resentBefore;

    /// @param due from the start of the burst
    record Due(Duration due, ProducerRecord<byte[], byte[]> record) {}

    PlainProducer(KafkaClients clients) {
        producer =
                clients.producer(
                        "plain", Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "bench-plain"));
        producer.initTransactions();
    }

    /// Returns when all are committed.
    ///
    /// @param records in the order of their moments
    /// @return number of transactions
    int publish(List<Due> records, long startNanos) throws InterruptedException {
        int transactions = 0;
        int next = 0;
        while (next < records.size()) {
            Duration now = SystemTime.SYSTEM.since(startNanos);
            if (records.get(next).due().compareTo(now) > 0) {
                Waiting.pause(PAUSE);
                continue;
            }
            producer.beginTransaction();
            while (next < records.size() && records.get(next).due().compareTo(now) <= 0) {
                var _ = producer.send(records.get(next++).record());
            }
            producer.commitTransaction();
            transactions++;
        }
        return transactions;
    }

    /// Batches that Kafka refused since the last call: the records in them, as the producer counts.
    double resent() {
        double total =
                producer.metrics().entrySet().stream()
                        .filter(metric ->
                                metric.getKey().group().equals("producer-metrics")
                                        && metric.getKey().name().equals("record-retry-total"))
                        .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                        .sum();
        double since = total - resentBefore;
        resentBefore = total;
        return since;
    }

    @Override
    public void close() {
        producer.close();
    }
}
