package dev.mcm.bench.gns;

import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.time.SystemTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Sends the records of a burst again, at the moments of their commits, by a [PlainProducer] to
/// topics of its own.
final class PlainReplay implements AutoCloseable {
    private static final String TOPICS = "bench.plain.";

    private final Bursts bursts;
    private final PlainProducer producer;

    PlainReplay(Bursts bursts) throws InterruptedException, ExecutionException {
        this.bursts = bursts;
        try (Admin admin = bursts.clients().admin("topics")) {
            admin.createTopics(
                            Creations.TABLES.stream()
                                    .map(table -> new NewTopic(TOPICS + table, 1, (short) 1))
                                    .toList())
                    .all()
                    .get();
        }
        this.producer = new PlainProducer(bursts.clients());
    }

    Bursts.Result replay(Bursts.Result burst) throws InterruptedException {
        List<Readings.Reading> records = new ArrayList<>(burst.readings());
        records.sort(Comparator.comparingLong(burst::committedAt));
        long first = burst.committedAt(records.getFirst());
        Readings readings = Readings.of(bursts.clients(), TOPICS, "", records.size());
        long start = SystemTime.SYSTEM.nanoTime();
        Map<String, Long> due = new HashMap<>();
        List<PlainProducer.Due> dues = new ArrayList<>();
        for (Readings.Reading reading : records) {
            long after = burst.committedAt(reading) - first;
            due.put(reading.event(), start + after);
            dues.add(new PlainProducer.Due(Duration.ofNanos(after), copy(reading)));
        }
        int transactions = producer.publish(dues, start);
        return new Bursts.Result(readings.await(), due, transactions, producer.resent());
    }

    private static ProducerRecord<byte[], byte[]> copy(Readings.Reading reading) {
        String table = reading.record().topic().substring(TopicSpecs.CHANGES_PREFIX.length());
        return new ProducerRecord<>(
                TOPICS + table, 0, reading.record().key(), reading.record().value());
    }

    @Override
    public void close() {
        producer.close();
    }
}
