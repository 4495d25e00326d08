package dev.mcm.gns.loop;

import dev.mcm.gns.core.CommittedTransaction;
import dev.mcm.gns.core.NotifierState;
import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotAction;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.core.SlotPolicy;
import dev.mcm.gns.port.ChangeSource;
import dev.mcm.gns.port.EventTopics;
import dev.mcm.gns.port.NotifierMeters;
import dev.mcm.gns.port.SlotCatalog;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.lease.Leadership;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the slot to streaming and keeps it there. One tick takes every step that can be taken
/// now, or looks whether streaming still goes well; a tick that fails is repeated after a backoff
/// by the loop that runs it. Ticks and [#close()] belong to one thread at a time.
public final class Notifier implements Tick, Readiness, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Notifier.class);
    private static final int STEPS_PER_TICK = 20;
    private static final int IDLE_LOOKS = 3;

    private final Ports ports;
    private final SlotPolicy policy;
    private final Heartbeats heartbeats;
    private final TimeSource time;
    private final Runnable wake;
    private @Nullable Streaming streaming;
    private int idleLooks;
    private volatile @Nullable String notReady = "not started";

    /// What the notifier works with.
    public record Ports(
            Leadership leadership,
            SlotCatalog catalog,
            EventTopics log,
            ChangeSource source,
            NotifierMeters meters) {}

    /// @param wake makes the loop tick; called from the source's thread when streaming ends
    public Notifier(Ports ports, SlotPolicy policy, TimeSource time, Runnable wake) {
        this.ports = ports;
        this.policy = policy;
        this.heartbeats = new Heartbeats(ports.catalog(), time);
        this.time = time;
        this.wake = wake;
    }

    @Override
    public void run() throws InterruptedException {
        if (!ports.leadership().leads()) {
            stop("the lease is held by another instance");
            ports.meters().state(NotifierState.STANDBY);
            notReady = null;
        } else if (streaming == null) {
            ports.meters().state(NotifierState.STARTING);
            start();
        } else {
            watch(streaming);
        }
    }

    /// A standby is ready: it waits for the lease.
    @Override
    public Optional<String> whyNotReady() {
        return Optional.ofNullable(notReady);
    }

    private void start() throws InterruptedException {
        EventTopics.Session session = ports.log().open();
        try {
            Optional<Streaming> started = advance(session);
            if (started.isEmpty()) {
                session.close();
                return;
            }
            streaming = started.get();
            notReady = null;
            ports.meters().state(NotifierState.STREAMING);
        } catch (RuntimeException | InterruptedException e) {
            session.close();
            notReady = "cannot start streaming: " + e.getMessage();
            throw e;
        }
    }

    /// Takes steps until the slot streams or a step asks for a new beginning.
    private Optional<Streaming> advance(EventTopics.Session session) throws InterruptedException {
        Position position = session.position().orElse(null);
        for (int step = 0; step < STEPS_PER_TICK; step++) {
            SlotObservation seen = ports.catalog().observe();
            switch (policy.decide(seen, position)) {
                case SlotAction.Hold hold -> {
                    hold(hold.message());
                    return Optional.empty();
                }
                case SlotAction.Evict evict -> {
                    log.atWarn()
                            .addKeyValue("slot", evict.slot())
                            .addKeyValue("pid", evict.pid())
                            .log("ending a walsender without a lease");
                    ports.catalog().evict(evict.slot(), evict.pid());
                }
                case SlotAction.Drop drop -> {
                    log.atWarn()
                            .addKeyValue("slot", drop.slot())
                            .log("dropping a slot that is not registered");
                    ports.catalog().drop(drop.slot());
                }
                case SlotAction.BeginGeneration begin -> position = begin(begin, seen, session);
                case SlotAction.Stream stream -> {
                    Position published =
                            Objects.requireNonNull(position, "position: none (expected: one)");
                    return Optional.of(stream(stream.slot(), seen, published, session));
                }
            }
        }
        throw new IllegalStateException(
                "the slot is not ready after " + STEPS_PER_TICK + " steps (expected: fewer)");
    }

    private Position begin(
            SlotAction.BeginGeneration begin, SlotObservation seen, EventTopics.Session session)
            throws InterruptedException {
        session.prepare(seen.tables());
        try (SlotCatalog.NewSlot slot = ports.catalog().create(begin.slot())) {
            Position position = new Position(begin.slot().epoch(), slot.consistentPoint());
            int rows =
                    session.publish(
                            begin.slot(),
                            List.of(new CommittedTransaction(position.endLsn(), slot.rows(), 0)));
            slot.register();
            ports.meters().generation(begin.reason());
            log.atInfo()
                    .addKeyValue("slot", begin.slot())
                    .addKeyValue("reason", begin.reason())
                    .addKeyValue("consistentPoint", position.endLsn())
                    .addKeyValue("rows", rows)
                    .log("new generation of the slot");
            return position;
        }
    }

    private Streaming stream(
            SlotName slot, SlotObservation seen, Position position, EventTopics.Session session)
            throws InterruptedException {
        session.prepare(seen.tables());
        var publisher = new TransactionPublisher(slot, position, session, ports.meters(), time);
        var stream = ports.source().start(slot, publisher, wake);
        log.atInfo()
                .addKeyValue("slot", slot)
                .addKeyValue("published", position.endLsn())
                .log("streaming");
        return new Streaming(slot, seen.tables(), stream, publisher, session);
    }

    private void watch(Streaming current) {
        Optional<String> ended = current.stream().ended();
        if (ended.isPresent()) {
            restart("streaming has ended: " + ended.get());
        }
        SlotObservation seen = ports.catalog().observe();
        ports.meters().observed(seen, current.slot());
        policy.whyStop(seen, current.slot(), current.tables()).ifPresent(this::restart);
        restartIfNobodyUses(seen, current.slot());
        heartbeats.beatIfNeeded(seen, current.slot());
    }

    /// A source that lost its connection without noticing. One that has just started has no
    /// walsender yet either.
    private void restartIfNobodyUses(SlotObservation seen, SlotName slot) {
        boolean used = seen.slot(slot).map(ObservedSlot::activePid).isPresent();
        idleLooks = used ? 0 : idleLooks + 1;
        if (idleLooks >= IDLE_LOOKS) {
            restart("nobody uses slot " + slot);
        }
    }

    private void restart(String reason) {
        stop(reason);
        ports.meters().restart();
        ports.meters().state(NotifierState.STARTING);
        notReady = reason;
        throw new IllegalStateException(reason);
    }

    private void hold(String message) {
        if (!message.equals(notReady)) {
            log.atWarn().addKeyValue("reason", message).log("held up");
        }
        notReady = message;
    }

    private void stop(String reason) {
        if (streaming != null) {
            log.atInfo()
                    .addKeyValue("slot", streaming.slot())
                    .addKeyValue("reason", reason)
                    .log("streaming stops");
            Streaming stopped = streaming;
            streaming = null;
            idleLooks = 0;
            stopped.close();
        }
    }

    @Override
    public void close() {
        stop("the service stops");
    }
}
