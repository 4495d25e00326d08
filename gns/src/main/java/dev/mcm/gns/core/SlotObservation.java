package dev.mcm.gns.core;

import dev.mcm.shared.id.Lsn;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What Postgres shows about slots, publication and registry, read at one moment.
///
/// @param published tables of the publication; null = there is no publication
/// @param registered slots of this environment in the registry
/// @param slots of this environment that exist
public record SlotObservation(
        Server server,
        @Nullable Set<String> published,
        List<RegisteredSlot> registered,
        List<ObservedSlot> slots) {
    public SlotObservation {
        published = published == null ? null : Set.copyOf(published);
        registered = List.copyOf(registered);
        slots = List.copyOf(slots);
    }

    /// The Postgres cluster.
    ///
    /// @param current end of its WAL
    /// @param walLevel must be `logical`
    public record Server(String systemIdentifier, String database, Lsn current, String walLevel) {}

    /// Tables of the publication, once the policy has found it.
    public Set<String> tables() {
        return Objects.requireNonNull(published, "publication: none (expected: one)");
    }

    /// The newest registered slot: the only one that may be streamed.
    public Optional<RegisteredSlot> newest() {
        return registered.stream().max(Comparator.comparing(RegisteredSlot::epoch));
    }

    public Optional<ObservedSlot> slot(SlotName name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findFirst();
    }
}
