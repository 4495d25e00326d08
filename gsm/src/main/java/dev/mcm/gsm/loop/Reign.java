package dev.mcm.gsm.loop;

import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.core.PlaneRecordReader;
import dev.mcm.gsm.core.PlaneRecordReader.Reading;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.gsm.port.StateTopics;
import dev.mcm.shared.feed.PlaneFeed;
import dev.mcm.shared.feed.PlaneTopic;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TailPlan;
import dev.mcm.shared.kafka.TailStart;
import dev.mcm.shared.kafka.TopicTail;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.service.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// What GSM does while it holds the lease: one session per plane, one tail that feeds them.
/// Thread-safe.
final class Reign implements Liveness {
    private static final String TAIL = "gsm-state";

    /// How often it is written that the planes are listened to.
    private static final Duration SAID_EVERY = Duration.ofSeconds(3);

    private final Ports ports;
    private final Platform platform;
    private final Epoch owner;
    private final Duration pace;
    private final Ingest ingest;
    private final PlaneFeed<Reading> feed;
    private final Map<PlaneId, PlaneSession> sessions = new ConcurrentHashMap<>();
    private volatile @Nullable TopicTail tail;
    private volatile Map<PlaneId, String> clusters = Map.of();
    private volatile Map<PlaneId, Long> lastEnds = Map.of();
    private volatile @Nullable Long probedAt;
    private volatile @Nullable Long saidAt;

    /// Planes of which it was ever written that they are listened to.
    private final Set<PlaneId> said = ConcurrentHashMap.newKeySet();

    /// @param rollups of the reign that begins
    /// @param stored told when there may be something new to roll up
    record Ports(
            ObservedStore observed,
            RollupStore rollups,
            StateTopics topics,
            KafkaClients kafka,
            Runnable stored) {}

    /// @param pace least time between two changes of a rolled-up row
    Reign(Ports ports, Epoch owner, Duration pace, Platform platform) {
        this.pace = pace;
        this.ports = ports;
        this.owner = owner;
        this.platform = platform;
        this.ingest =
                new Ingest(
                        ports.observed(),
                        owner,
                        platform.time(),
                        new UnknownRecords(platform.meters()),
                        ports.stored());
        this.feed = PlaneFeed.of(PlaneTopic.STATE, PlaneRecordReader::read, ingest);
    }

    Epoch owner() {
        return owner;
    }

    /// Somebody else has taken over, or the offsets are not what they were: start anew.
    boolean isFenced() {
        return ingest.isFenced();
    }

    @Override
    public Optional<String> whyNotAlive() {
        @Nullable TopicTail reading = tail;
        return reading == null ? Optional.empty() : reading.whyNotAlive();
    }

    /// Sessions of the planes owned.
    List<PlaneSession> sessions() {
        return List.copyOf(sessions.values());
    }

    /// The cluster that each plane is, where it is known.
    synchronized void areClusters(Map<PlaneId, String> known) {
        clusters = Map.copyOf(known);
        Instant now = platform.time().instant();
        sessions.forEach((plane, session) -> session.isCluster(known.getOrDefault(plane, ""), now));
    }

    /// Clusters that are not the plane and of which records have come in since `since`, by plane.
    Map<PlaneId, String> strangers(Instant since) {
        Map<PlaneId, String> strangers = new HashMap<>();
        sessions.forEach((plane, session) ->
                session.stranger(since).ifPresent(cluster -> strangers.put(plane, cluster)));
        return strangers;
    }

    /// Begins with planes that are new, ends with those that are gone, and forgets what is stored
    /// of planes that do not exist.
    synchronized void own(Set<PlaneId> planes) {
        Set<PlaneId> strangers = new HashSet<>(sessions.keySet());
        if (tail == null) {
            strangers.addAll(ports.observed().planes());
            strangers.addAll(ports.rollups().planes());
        }
        strangers.removeAll(planes);
        boolean changed = tail == null || !strangers.isEmpty();
        for (PlaneId plane : planes) {
            if (!sessions.containsKey(plane)) {
                PlaneSession session =
                        new PlaneSession(
                                plane,
                                ports.observed().open(plane, owner),
                                ports.rollups().load(plane),
                                pace);
                session.isCluster(clusters.getOrDefault(plane, ""), platform.time().instant());
                sessions.put(plane, session);
                ingest.add(session);
                changed = true;
            }
        }
        if (changed) {
            strangers.forEach(this::end);
            read();
        }
    }

    /// Writes what has changed in the roll-ups and in liveness. When the broker has not answered
    /// for `patience`, no plane counts as listened to, whether or not the question has failed by
    /// now.
    void rollUp(LivenessPolicy policy, Duration patience) {
        @Nullable Long answered = probedAt;
        if (answered == null || platform.time().since(answered).compareTo(patience) > 0) {
            sessions.values().forEach(PlaneSession::cutOff);
        }
        Instant now = platform.time().instant();
        Map<PlaneSession, RollupStore.PlaneUpdate> updates = new HashMap<>();
        for (PlaneSession session : sessions.values()) {
            session.update(policy, now).ifPresent(update -> updates.put(session, update));
        }
        if (!updates.isEmpty()) {
            ports.rollups().write(List.copyOf(updates.values()), now);
            updates.forEach((session, update) -> session.updated(update, now));
        }
        sayListening();
    }

    /// Only after all that was heard is written: whoever reads this takes the rows for the truth.
    private void sayListening() {
        List<PlaneId> heard =
                sessions.values().stream()
                        .filter(PlaneSession::isListening)
                        .map(PlaneSession::plane)
                        .toList();
        @Nullable Long last = saidAt;
        boolean due = last == null || platform.time().since(last).compareTo(SAID_EVERY) >= 0;
        if (!heard.isEmpty() && (due || !said.containsAll(heard))) {
            ports.rollups().listening(heard);
            said.addAll(heard);
            saidAt = platform.time().nanoTime();
        }
    }

    /// Asks the broker where the topics end. A plane is listened to when by now everything has been
    /// read that was there at the last answer, at most `patience` ago: so a process that stood
    /// still for a while does not take its own absence for theirs.
    void listen(Duration patience) throws InterruptedException {
        Map<PlaneId, Long> ends;
        try {
            ends = ports.topics().ends(sessions.keySet());
        } catch (RuntimeException e) {
            sessions.values().forEach(PlaneSession::cutOff);
            lastEnds = Map.of();
            throw e;
        }
        @Nullable Long before = probedAt;
        boolean stoodStill =
                before != null && platform.time().since(before).compareTo(patience) > 0;
        Map<PlaneId, Long> known = lastEnds;
        for (PlaneSession session : sessions.values()) {
            @Nullable Long end = known.get(session.plane());
            if (stoodStill || end == null || !ends.containsKey(session.plane())) {
                session.cutOff();
            } else {
                session.listening(end, platform.time().instant());
            }
        }
        lastEnds = ends;
        probedAt = platform.time().nanoTime();
    }

    void purge(Instant before) {
        ports.observed().purgeGone(before);
        sessions.values().forEach(session -> session.purge(before));
    }

    /// Ends the reading; what was read is written.
    synchronized void stop() throws InterruptedException {
        if (tail != null) {
            tail.stop();
            tail = null;
        }
    }

    private void end(PlaneId plane) {
        ingest.remove(plane);
        sessions.remove(plane);
        ports.rollups().forget(plane);
        ports.observed().forget(plane);
    }

    private void read() {
        Set<String> topics = feed.follow(sessions.keySet());
        if (tail != null) {
            tail.topics(topics);
            return;
        }
        TopicTail started =
                new TopicTail(
                        new TailPlan(TAIL, topics, new TailStart.From(this::offset)),
                        ports.kafka(),
                        feed,
                        platform.time(),
                        platform.meters());
        started.start();
        tail = started;
    }

    private long offset(TopicPartition partition) {
        return sessions.values().stream()
                .filter(session -> PlaneTopic.STATE.of(session.plane()).equals(partition.topic()))
                .findFirst()
                .map(PlaneSession::offset)
                .orElse(0L);
    }
}
