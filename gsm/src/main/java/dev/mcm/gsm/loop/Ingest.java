package dev.mcm.gsm.loop;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.gsm.core.PlaneRecordReader;
import dev.mcm.gsm.core.PlaneRecordReader.Fact;
import dev.mcm.gsm.core.PlaneRecordReader.Poison;
import dev.mcm.gsm.core.PlaneRecordReader.Tombstone;
import dev.mcm.gsm.core.PlaneRecordReader.Unknown;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.PoisonRecordException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TailHandler;
import dev.mcm.shared.plane.PlaneNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Takes batches of the planes' records: into the models, then, rows and offsets together, into the
/// database. A batch that comes again changes nothing in a model; what of it is not yet stored is
/// stored then. For the tail's thread.
final class Ingest implements TailHandler {
    private final Map<String, PlaneSession> byTopic = new ConcurrentHashMap<>();
    private final ObservedStore store;
    private final Epoch owner;
    private final InstantSource clock;
    private final UnknownRecords unknown;
    private volatile boolean fenced;

    Ingest(ObservedStore store, Epoch owner, InstantSource clock, UnknownRecords unknown) {
        this.store = store;
        this.owner = owner;
        this.clock = clock;
        this.unknown = unknown;
    }

    void add(PlaneSession session) {
        byTopic.put(PlaneNames.stateTopic(session.plane()), session);
    }

    void remove(PlaneId plane) {
        byTopic.remove(PlaneNames.stateTopic(plane));
    }

    /// Somebody else has taken over: nothing more will be written.
    boolean isFenced() {
        return fenced;
    }

    @Override
    public void handle(TailBatch batch) throws PoisonRecordException {
        Map<String, List<PlaneRecord>> facts = parse(batch.records());
        Instant now = clock.instant();
        List<PlaneSession> touched = new ArrayList<>();
        for (Map.Entry<TopicPartition, Long> end : batch.nextOffsets().entrySet()) {
            @Nullable PlaneSession session = byTopic.get(end.getKey().topic());
            if (session != null) {
                session.apply(
                        facts.getOrDefault(end.getKey().topic(), List.of()), end.getValue(), now);
                touched.add(session);
            }
        }
        write(touched);
    }

    private Map<String, List<PlaneRecord>> parse(List<ConsumerRecord<byte[], byte[]>> records)
            throws PoisonRecordException {
        Map<String, List<PlaneRecord>> facts = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            @Nullable PlaneSession session = byTopic.get(record.topic());
            if (session == null) {
                continue;
            }
            switch (new PlaneRecordReader(session.plane().value()).read(record.value())) {
                case Fact(PlaneRecord fact) ->
                        facts.computeIfAbsent(record.topic(), topic -> new ArrayList<>()).add(fact);
                case Tombstone() -> {}
                case Unknown(String what) -> unknown.seen(session.plane(), what);
                case Poison(String reason) -> throw new PoisonRecordException(record, reason, null);
            }
        }
        return facts;
    }

    private void write(List<PlaneSession> touched) {
        Map<PlaneSession, ObservedStore.PlaneProgress> progress = new HashMap<>();
        for (PlaneSession session : touched) {
            Optional<ObservedStore.PlaneProgress> unwritten = session.unwritten();
            unwritten.ifPresent(some -> progress.put(session, some));
        }
        if (progress.isEmpty()) {
            return;
        }
        try {
            store.write(List.copyOf(progress.values()), owner);
        } catch (McmException e) {
            fenced |= e.code() == ErrorCode.NOT_LEADER;
            throw e;
        }
        progress.forEach(PlaneSession::written);
    }
}
