package dev.mcm.gns.core;

import dev.mcm.shared.id.Epoch;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Decides what to do about the slot. For the holder of the lease only.
///
/// @param environment whose slots these are
/// @param expectedTables that the publication must have; it may have more
public record SlotPolicy(String environment, Set<String> expectedTables) {
    public SlotPolicy {
        expectedTables = Set.copyOf(expectedTables);
    }

    /// Before streaming: the next of the steps that lead to it. Ask again after each.
    ///
    /// @param position what Kafka holds as published, of whatever generation; null = nothing
    public SlotAction decide(SlotObservation seen, @Nullable Position position) {
        Optional<SlotAction> obstacle = obstacle(seen);
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Optional<GenerationReason> reason = whyNewGeneration(seen, position);
        if (reason.isPresent()) {
            SlotName next = new SlotName(environment, nextEpoch(seen, position));
            return seen.slot(next)
                    .map(SlotPolicy::remove)
                    .orElse(new SlotAction.BeginGeneration(next, reason.get()));
        }
        SlotName newest = seen.newest().orElseThrow().name();
        Optional<ObservedSlot> stale =
                seen.slots().stream()
                        .filter(slot -> !slot.name().equals(newest))
                        .min(Comparator.comparing(slot -> slot.name().epoch()));
        if (stale.isPresent()) {
            return remove(stale.get());
        }
        Integer user = seen.slot(newest).orElseThrow().activePid();
        return user == null ? new SlotAction.Stream(newest) : new SlotAction.Evict(newest, user);
    }

    /// While streaming: why to stop, empty when all is well.
    ///
    /// @param tables of the publication when streaming began
    public Optional<String> whyStop(SlotObservation seen, SlotName streaming, Set<String> tables) {
        Optional<ObservedSlot> slot = seen.slot(streaming);
        if (slot.isEmpty()) {
            return Optional.of("slot " + streaming + " has been dropped");
        }
        if (slot.get().walStatus() == WalStatus.LOST) {
            return Optional.of("slot " + streaming + " is lost: Postgres has invalidated it");
        }
        if (!tables.equals(seen.published())) {
            return Optional.of("the publication has changed");
        }
        return seen.newest().filter(newest -> newest.name().equals(streaming)).isPresent()
                ? Optional.empty()
                : Optional.of("slot " + streaming + " is no longer the newest registered one");
    }

    private Optional<SlotAction> obstacle(SlotObservation seen) {
        SlotObservation.Server server = seen.server();
        if (!server.walLevel().equals("logical")) {
            return hold("wal_level is '" + server.walLevel() + "' (expected: logical)");
        }
        Set<String> published = seen.published();
        if (published == null) {
            return hold("publication mcm_gns does not exist (expected: made by the migrations)");
        }
        Set<String> missing = new TreeSet<>(expectedTables);
        missing.removeAll(published);
        if (!missing.isEmpty()) {
            return hold(
                    "publication mcm_gns lacks tables "
                            + missing
                            + " (expected: added by the migrations)");
        }
        return seen.slots().stream()
                .filter(slot -> !slot.database().equals(server.database()))
                .findFirst()
                .flatMap(slot ->
                        hold(
                                "slot "
                                        + slot.name()
                                        + " belongs to database '"
                                        + slot.database()
                                        + "' (expected: '"
                                        + server.database()
                                        + "'; give this installation another"
                                        + " MCM_GNS_ENVIRONMENT)"));
    }

    private static Optional<GenerationReason> whyNewGeneration(
            SlotObservation seen, @Nullable Position position) {
        if (seen.newest().isEmpty()) {
            return Optional.of(GenerationReason.FIRST);
        }
        RegisteredSlot newest = seen.newest().get();
        if (!newest.systemIdentifier().equals(seen.server().systemIdentifier())) {
            return Optional.of(GenerationReason.OTHER_SERVER);
        }
        Optional<ObservedSlot> slot = seen.slot(newest.name());
        if (slot.isEmpty()) {
            return Optional.of(GenerationReason.SLOT_MISSING);
        }
        if (slot.get().walStatus() == WalStatus.LOST) {
            return Optional.of(GenerationReason.SLOT_LOST);
        }
        return compareWithLog(newest.epoch(), seen, position);
    }

    private static Optional<GenerationReason> compareWithLog(
            Epoch epoch, SlotObservation seen, @Nullable Position position) {
        if (position == null || epoch.isNewerThan(position.epoch())) {
            return Optional.of(GenerationReason.LOG_BEHIND);
        }
        boolean ahead =
                position.epoch().isNewerThan(epoch)
                        || position.endLsn().isAfter(seen.server().current());
        return ahead ? Optional.of(GenerationReason.DATABASE_BEHIND) : Optional.empty();
    }

    private static Epoch nextEpoch(SlotObservation seen, @Nullable Position position) {
        Epoch registered = seen.newest().map(RegisteredSlot::epoch).orElse(new Epoch(0));
        Epoch published = position == null ? new Epoch(0) : position.epoch();
        return (published.isNewerThan(registered) ? published : registered).next();
    }

    private static SlotAction remove(ObservedSlot slot) {
        Integer user = slot.activePid();
        return user == null
                ? new SlotAction.Drop(slot.name())
                : new SlotAction.Evict(slot.name(), user);
    }

    private static Optional<SlotAction> hold(String message) {
        return Optional.of(new SlotAction.Hold(message));
    }
}
