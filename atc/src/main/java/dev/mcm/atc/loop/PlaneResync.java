package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestDifference;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.WantedState;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.Push;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares all that MCM has on a plane with all that should be there. Reads only.
final class PlaneResync {
    private static final int CHUNK = 500;

    private final PlaneId plane;
    private final PlaneApi api;
    private final PushSource source;

    PlaneResync(PlaneId plane, PlaneApi api, PushSource source) {
        this.plane = plane;
        this.api = api;
        this.source = source;
    }

    /// The plane is listed before the database is read: what was pushed is then known to the
    /// database, so that nothing new looks like a leftover.
    ResyncFindings compare() {
        PlaneListing listing = new PlaneListing(api);
        ResyncFindings.Builder findings =
                new ResyncFindings.Builder(source.newestVersion(), listing);
        for (List<DeploymentId> chunk : chunks(source.onPlane(plane))) {
            source.tasks(plane, chunk).values().forEach(task -> compare(task, listing, findings));
        }
        listing.rest().forEach(findings::unknown);
        return findings.build();
    }

    /// Of a kind that could not be listed nothing is missing, nothing is left over, and nothing is
    /// known to be as it should be; a deployment is in order without its budget.
    private static void compare(
            PushTask task, PlaneListing listing, ResyncFindings.Builder findings) {
        Map<ManifestKey, LiveObject> there = new HashMap<>();
        listing.take(task.deployment().id().value())
                .forEach(object -> there.put(object.key(), object));
        WantedState wanted = task.wanted();
        Set<ManifestKey> leftovers = new HashSet<>(there.keySet());
        leftovers.removeAll(wanted.kept());
        boolean differs =
                !leftovers.isEmpty()
                        || !isRecorded(task, wanted)
                        || differ(
                                listed(wanted.workloads(), listing), there, ManifestDifference.ANY)
                        || differ(
                                listed(wanted.access(), listing),
                                there,
                                ManifestDifference.BEYOND_VERSION)
                        || differ(
                                listed(wanted.budgets(), listing),
                                there,
                                ManifestDifference.BEYOND_VERSION);
        if (differs) {
            findings.differs(task, leftovers);
        } else if (listing.coversAllButBudgets()) {
            findings.inOrder(task);
        }
    }

    private static List<Manifest> listed(List<Manifest> wanted, PlaneListing listing) {
        return wanted.stream().filter(listing::covers).toList();
    }

    private static boolean differ(
            List<Manifest> wanted,
            Map<ManifestKey, LiveObject> there,
            ManifestDifference difference) {
        return wanted.stream()
                .anyMatch(manifest ->
                        !there.containsKey(manifest.key())
                                || difference
                                        .first(manifest, there.get(manifest.key()).tree())
                                        .isPresent());
    }

    /// The last push says that it has done this, and there is still something to say it about.
    private static boolean isRecorded(PushTask task, WantedState wanted) {
        if (!wanted.held().isEmpty()) {
            return true;
        }
        @Nullable Push last = task.last();
        return !task.placements().isEmpty()
                && last != null
                && last.appliedVersion() >= wanted.pushVersion()
                && last.error().isEmpty();
    }

    private static List<List<DeploymentId>> chunks(Collection<DeploymentId> ids) {
        List<DeploymentId> all = List.copyOf(ids);
        List<List<DeploymentId>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += CHUNK) {
            chunks.add(all.subList(from, Math.min(all.size(), from + CHUNK)));
        }
        return chunks;
    }
}
