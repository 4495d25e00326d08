package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a comparison of a plane with the database has found.
///
/// @param inOrder tasks of which all is as it should be
/// @param differing deployments to push, with objects that may not be there
/// @param unknown objects of deployments that have no business on the plane
/// @param fromTheFuture objects that a newer database must have made: not to be touched
record ResyncFindings(
        List<PushTask> inOrder,
        Map<DeploymentId, Set<ManifestKey>> differing,
        List<LiveObject> unknown,
        List<LiveObject> fromTheFuture) {

    /// What is left to do where it is not certain whose the objects are.
    ResyncFindings withoutRemovals() {
        Map<DeploymentId, Set<ManifestKey>> kept = new HashMap<>();
        differing.keySet().forEach(deployment -> kept.put(deployment, Set.of()));
        return new ResyncFindings(inOrder, Map.copyOf(kept), List.of(), fromTheFuture);
    }

    static final class Builder {
        private final long newestVersion;
        private final List<PushTask> inOrder = new ArrayList<>();
        private final Map<DeploymentId, Set<ManifestKey>> differing = new HashMap<>();
        private final List<LiveObject> unknown = new ArrayList<>();
        private final List<LiveObject> fromTheFuture = new ArrayList<>();

        Builder(long newestVersion) {
            this.newestVersion = newestVersion;
        }

        void compared(PushTask task, boolean same, Set<ManifestKey> leftovers) {
            if (same) {
                inOrder.add(task);
            } else {
                differing.put(task.deployment().id(), new HashSet<>(leftovers));
            }
        }

        void unknown(List<LiveObject> objects) {
            for (LiveObject object : objects) {
                (object.pushVersion() > newestVersion ? fromTheFuture : unknown).add(object);
            }
        }

        ResyncFindings build() {
            return new ResyncFindings(
                    List.copyOf(inOrder),
                    Map.copyOf(differing),
                    List.copyOf(unknown),
                    List.copyOf(fromTheFuture));
        }
    }
}
