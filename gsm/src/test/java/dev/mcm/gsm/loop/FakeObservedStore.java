package dev.mcm.gsm.loop;

import dev.mcm.gsm.core.ObjectState;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ReplicaAge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// [ObservedStore] in memory, that can fail before or after it has written.
final class FakeObservedStore implements ObservedStore {
    final Map<PlaneId, Long> offsets = new HashMap<>();
    final Map<String, ObjectState> rows = new HashMap<>();
    final List<List<PlaneProgress>> writes = new ArrayList<>();
    final Map<String, ReplicaAge> ages = new HashMap<>();

    /// The clock of Postgres.
    Instant now = Instant.parse("2026-06-01T00:00:00Z");

    Epoch owner = new Epoch(0);
    boolean down;

    @Override
    public StoredPlane open(PlaneId plane, Epoch newOwner) {
        owner = newOwner;
        return new StoredPlane(
                List.copyOf(rows.values()), ages, List.of(), offsets.getOrDefault(plane, 0L));
    }

    @Override
    public Map<PlaneId, Instant> write(List<PlaneProgress> progress, Epoch writer) {
        if (down) {
            throw McmException.unavailable(
                    "down", Duration.ofSeconds(1), new IllegalStateException("test"));
        }
        Map<PlaneId, Instant> moments = new HashMap<>();
        for (PlaneProgress plane : progress) {
            if (!writer.equals(owner)
                    || offsets.getOrDefault(plane.plane(), 0L) != plane.fromOffset()) {
                throw McmException.notLeader("plane " + plane.plane());
            }
            offsets.put(plane.plane(), plane.toOffset());
            plane.changes().objects().forEach(state -> rows.put(state.key().uid(), state));
            plane.changes()
                    .states()
                    .forEach((uid, state) -> ages.put(uid, new ReplicaAge(state, now)));
            moments.put(plane.plane(), now);
        }
        writes.add(progress);
        return moments;
    }

    @Override
    public void purgeGone(Instant before) {
        rows.values().removeIf(state -> state.gone() && state.observedAt().isBefore(before));
    }

    @Override
    public List<PlaneId> planes() {
        return List.copyOf(offsets.keySet());
    }

    @Override
    public void forget(PlaneId plane) {
        offsets.remove(plane);
    }
}
