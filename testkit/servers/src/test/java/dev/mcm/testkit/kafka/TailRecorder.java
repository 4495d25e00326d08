package dev.mcm.testkit.kafka;

import dev.mcm.shared.kafka.PoisonException;
import dev.mcm.shared.kafka.PoisonRecord;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TailHandler;
import dev.mcm.shared.time.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps the values that a tail hands over; takes those that begin with "bad" for poison.
final class TailRecorder implements TailHandler {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    final List<String> values = new CopyOnWriteArrayList<>();

    @Override
    public void handle(TailBatch batch) throws PoisonException {
        List<PoisonRecord> poison =
                batch.records().stream()
                        .filter(record -> text(record.value()).startsWith("bad"))
                        .map(record -> new PoisonRecord(record, "begins with bad"))
                        .toList();
        if (!poison.isEmpty()) {
            throw new PoisonException(poison);
        }
        batch.records().forEach(record -> values.add(text(record.value())));
    }

    void await(int count) throws InterruptedException {
        Waiting.until(count + " records, has " + values, LIMIT, () -> values.size() >= count);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
