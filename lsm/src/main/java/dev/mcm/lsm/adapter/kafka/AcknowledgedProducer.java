package dev.mcm.lsm.adapter.kafka;

import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.log.StateLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// Sends records and waits for what became of each. After an error that a producer does not get
/// over, the next call uses a new one. For one thread.
final class AcknowledgedProducer implements AutoCloseable {
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    ProducerConfig.LINGER_MS_CONFIG, 0,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000,
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000,
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000,
                    ProducerConfig.BUFFER_MEMORY_CONFIG, 32L << 20);

    private final KafkaClients clients;
    private final String purpose;
    private final StateLog state;
    private @Nullable Producer<byte[], byte[]> producer;

    AcknowledgedProducer(KafkaClients clients, String purpose) {
        this.clients = clients;
        this.purpose = purpose;
        this.state =
                new StateLog(
                        LoggerFactory.getLogger(AcknowledgedProducer.class),
                        "publishing " + purpose);
    }

    /// Indexes of the records that were not acknowledged.
    ///
    /// @param uncertain may be on the topic
    /// @param refused with what Kafka has against the record itself, which no repetition changes
    record Unacknowledged(List<Integer> uncertain, Map<Integer, Exception> refused) {
        boolean isEmpty() {
            return uncertain.isEmpty() && refused.isEmpty();
        }
    }

    Unacknowledged send(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        Optional<Exception> failure = Optional.empty();
        for (ProducerRecord<byte[], byte[]> record : records) {
            try {
                sent.add(producer().send(record));
            } catch (RuntimeException e) {
                failure = Optional.of(e);
                break;
            }
        }
        List<Integer> uncertain = new ArrayList<>();
        Map<Integer, Exception> refused = new TreeMap<>();
        for (int i = 0; i < sent.size(); i++) {
            Optional<Exception> error = outcome(sent.get(i));
            if (error.filter(AcknowledgedProducer::isOfTheRecord).isPresent()) {
                refused.put(i, error.get());
            } else if (error.isPresent()) {
                uncertain.add(i);
                failure = error;
            }
        }
        for (int i = sent.size(); i < records.size(); i++) {
            uncertain.add(i);
        }
        failure.ifPresentOrElse(this::failed, state::worked);
        return new Unacknowledged(uncertain, refused);
    }

    List<PartitionInfo> partitionsOf(String topic) {
        return producer().partitionsFor(topic);
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(2));
            producer = null;
        }
    }

    private void failed(Exception failure) {
        state.failed(failure);
        if (!(failure instanceof RetriableException) || failure instanceof TimeoutException) {
            close();
        }
    }

    private static boolean isOfTheRecord(Exception failure) {
        return failure instanceof RecordTooLargeException
                || failure instanceof InvalidRecordException;
    }

    private static Optional<Exception> outcome(Future<RecordMetadata> future)
            throws InterruptedException {
        try {
            future.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() instanceof Exception cause ? cause : e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = clients.producer(purpose, SETTINGS);
        }
        return producer;
    }
}
