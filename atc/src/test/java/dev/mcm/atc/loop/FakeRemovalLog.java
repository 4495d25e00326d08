package dev.mcm.atc.loop;

import dev.mcm.atc.port.RemovalLog;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.HeldRemoval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Held removals in memory. Thread-safe.
final class FakeRemovalLog implements RemovalLog {
    private final Map<PlaneId, SortedMap<DeploymentId, HeldRemoval>> rows = new TreeMap<>();
    private final Set<DeploymentId> deleted = new HashSet<>();
    private int writes;

    /// The deployment was deleted and its rows are gone.
    synchronized void delete(DeploymentId deployment) {
        deleted.add(deployment);
    }

    /// An operator releases all that is held on the plane.
    synchronized void release(PlaneId plane) {
        rows.getOrDefault(plane, new TreeMap<>())
                .replaceAll((id, row) ->
                        new HeldRemoval(plane, id, row.objects(), row.foundAt(), Instant.EPOCH));
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized List<HeldRemoval> held(PlaneId plane) {
        return new ArrayList<>(rows.getOrDefault(plane, new TreeMap<>()).values());
    }

    @Override
    public synchronized void hold(PlaneId plane, Map<DeploymentId, Integer> found) {
        writes++;
        SortedMap<DeploymentId, HeldRemoval> there =
                rows.computeIfAbsent(plane, _ -> new TreeMap<>());
        there.keySet().retainAll(found.keySet());
        found.forEach((id, objects) -> {
            HeldRemoval before = there.get(id);
            if (before == null || !before.isReleased() || objects > before.objects()) {
                there.put(id, new HeldRemoval(plane, id, objects, Instant.EPOCH, null));
            }
        });
    }

    @Override
    public synchronized Set<DeploymentId> deleted(Collection<DeploymentId> deployments) {
        Set<DeploymentId> found = new HashSet<>(deployments);
        found.retainAll(deleted);
        return found;
    }
}
