package dev.mcm.gsm.loop;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.gsm.core.PlaneRecordReader.Fact;
import dev.mcm.gsm.core.PlaneRecordReader.Reading;
import dev.mcm.gsm.core.PlaneRecordReader.Unknown;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.feed.PlaneMessageListener;
import dev.mcm.shared.feed.PlaneMessages;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Takes the planes' records: into the models, then, rows and offsets together, into the database.
/// What comes again changes nothing in a model; what of it is not yet stored is stored then. For
/// the tail's thread.
final class Ingest implements PlaneMessageListener<Reading> {
    private final Map<PlaneId, PlaneSession> sessions = new ConcurrentHashMap<>();
    private final ObservedStore store;
    private final Epoch owner;
    private final InstantSource clock;
    private final UnknownRecords unknown;
    private final Runnable afterStoring;
    private volatile boolean fenced;

    /// @param afterStoring told when something new is stored, on the tail's thread
    Ingest(
            ObservedStore store,
            Epoch owner,
            InstantSource clock,
            UnknownRecords unknown,
            Runnable afterStoring) {
        this.store = store;
        this.afterStoring = afterStoring;
        this.owner = owner;
        this.clock = clock;
        this.unknown = unknown;
    }

    void add(PlaneSession session) {
        sessions.put(session.plane(), session);
    }

    void remove(PlaneId plane) {
        sessions.remove(plane);
    }

    /// Somebody else has taken over: nothing more will be written.
    boolean isFenced() {
        return fenced;
    }

    @Override
    public void take(List<PlaneMessages<Reading>> read) {
        Instant now = clock.instant();
        List<PlaneSession> touched = new ArrayList<>();
        for (PlaneMessages<Reading> some : read) {
            @Nullable PlaneSession session = sessions.get(some.plane());
            if (session != null) {
                session.apply(facts(some), some.nextOffset(), now);
                touched.add(session);
            }
        }
        write(touched);
    }

    private List<PlaneRecord> facts(PlaneMessages<Reading> read) {
        List<PlaneRecord> facts = new ArrayList<>(read.messages().size());
        for (PlaneMessages.Message<Reading> message : read.messages()) {
            switch (message.body()) {
                case Fact(PlaneRecord fact) -> facts.add(fact);
                case Unknown(String what) -> unknown.seen(read.plane(), what);
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
        Map<PlaneId, Instant> stored;
        try {
            stored = store.write(List.copyOf(progress.values()), owner);
        } catch (McmException e) {
            fenced |= e.code() == ErrorCode.NOT_LEADER;
            throw e;
        }
        progress.forEach((session, written) ->
                session.written(written, Objects.requireNonNull(stored.get(session.plane()))));
        afterStoring.run();
    }
}
