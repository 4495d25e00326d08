package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a comparison of a plane with the database has found.
///
/// @param inOrder tasks of which all is as it should be
/// @param differing deployments to push, with objects that may not be there
/// @param unknown objects of deployments that have no business on the plane
/// @param fromTheFuture objects that a newer database must have made: not to be touched
/// @param unreadable objects whose labels name no deployment that there can be: not to be touched
/// @param objects that were listed, of whatever deployment
/// @param failed kinds that could not be listed: nothing is said of their objects
record ResyncFindings(
        List<PushTask> inOrder,
        Map<DeploymentId, Set<ManifestKey>> differing,
        List<Leftovers> unknown,
        List<LiveObject> fromTheFuture,
        List<LiveObject> unreadable,
        int objects,
        Map<ManifestKind, RuntimeException> failed) {

    /// What is left to do where it is not certain whose the objects are.
    ResyncFindings withoutRemovals() {
        Map<DeploymentId, Set<ManifestKey>> kept = new HashMap<>();
        differing.keySet().forEach(deployment -> kept.put(deployment, Set.of()));
        return new ResyncFindings(
                inOrder, Map.copyOf(kept), List.of(), fromTheFuture, unreadable, objects, failed);
    }

    /// The same with leftovers of these deployments only, of those that have no business here.
    ResyncFindings withRemovalsOf(Set<DeploymentId> deployments) {
        return new ResyncFindings(
                inOrder,
                differing,
                unknown.stream().filter(left -> deployments.contains(left.deployment())).toList(),
                fromTheFuture,
                unreadable,
                objects,
                failed);
    }

    static final class Builder {
        private final long newestVersion;
        private final PlaneListing listing;
        private final List<PushTask> inOrder = new ArrayList<>();
        private final Map<DeploymentId, Set<ManifestKey>> differing = new HashMap<>();
        private final List<Leftovers> unknown = new ArrayList<>();
        private final List<LiveObject> fromTheFuture = new ArrayList<>();
        private final List<LiveObject> unreadable = new ArrayList<>();

        Builder(long newestVersion, PlaneListing listing) {
            this.newestVersion = newestVersion;
            this.listing = listing;
        }

        void inOrder(PushTask task) {
            inOrder.add(task);
        }

        void differs(PushTask task, Set<ManifestKey> leftovers) {
            differing.put(task.deployment().id(), Set.copyOf(leftovers));
        }

        /// Objects of one deployment that has no business on the plane. Its workloads carry its
        /// highest version: without them nothing is known of when they were made.
        void unknown(List<LiveObject> objects) {
            if (objects.stream().anyMatch(object -> object.pushVersion() > newestVersion)) {
                fromTheFuture.addAll(objects);
            } else if (listing.coversWorkloads()) {
                leftovers(objects);
            }
        }

        private void leftovers(List<LiveObject> objects) {
            try {
                unknown.add(Leftovers.of(objects));
            } catch (IllegalArgumentException e) {
                unreadable.addAll(objects);
            }
        }

        ResyncFindings build() {
            return new ResyncFindings(
                    List.copyOf(inOrder),
                    Map.copyOf(differing),
                    List.copyOf(unknown),
                    List.copyOf(fromTheFuture),
                    List.copyOf(unreadable),
                    listing.objects(),
                    listing.failed());
        }
    }
}
