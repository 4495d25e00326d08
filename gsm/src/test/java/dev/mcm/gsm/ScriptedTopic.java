package dev.mcm.gsm;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A plane's state topic, written as a script says.
final class ScriptedTopic {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final PlaneLogScript log;
    private int sent;

    /// @param producer stays the caller's
    ScriptedTopic(Producer<byte[], byte[]> producer, String plane, PlaneLogScript log) {
        this.producer = producer;
        this.topic = PlaneNames.stateTopic(new PlaneId(plane));
        this.log = log;
    }

    /// Appends the script's records that are not yet on the topic.
    void send() throws InterruptedException, ExecutionException {
        List<PlaneRecord> records = log.records();
        List<Future<?>> pending = new ArrayList<>();
        for (PlaneRecord record : records.subList(sent, records.size())) {
            pending.add(
                    producer.send(new ProducerRecord<>(topic, key(record), record.toByteArray())));
        }
        for (Future<?> future : pending) {
            future.get();
        }
        sent = records.size();
    }

    /// Records of the script that are on the topic.
    int sent() {
        return sent;
    }

    private static byte[] key(PlaneRecord record) {
        return (record.getUpsert().getUid() + record.getDelete().getUid() + record.getFactCase())
                .getBytes(StandardCharsets.UTF_8);
    }
}
