package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Difference;
import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.manifest.WantedState;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
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
    private static final List<ManifestKind> KINDS =
            List.of(ManifestKind.DEPLOYMENT, ManifestKind.SERVICE, ManifestKind.HTTP_ROUTE);
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
        Map<String, List<LiveObject>> live = new HashMap<>();
        for (ManifestKind kind : KINDS) {
            api.listManaged(kind, "")
                    .forEach(object ->
                            live.computeIfAbsent(
                                            object.label(PlaneNames.LABEL_DEPLOYMENT),
                                            _ -> new ArrayList<>())
                                    .add(object));
        }
        live.remove("");
        long newest = source.newestVersion();
        ResyncFindings.Builder findings = new ResyncFindings.Builder(newest);
        Set<DeploymentId> known = source.onPlane(plane);
        chunks(known)
                .forEach(chunk ->
                        source.tasks(plane, chunk)
                                .forEach((id, task) ->
                                        compare(task, live.remove(id.value()), findings)));
        live.values().forEach(findings::unknown);
        return findings.build();
    }

    private static void compare(
            PushTask task, @Nullable List<LiveObject> found, ResyncFindings.Builder findings) {
        Map<ManifestKey, LiveObject> there = new HashMap<>();
        if (found != null) {
            found.forEach(object -> there.put(object.key(), object));
        }
        WantedState wanted = task.wanted();
        boolean same =
                matches(wanted.workloads(), there, Difference.ANY)
                        && matches(wanted.access(), there, Difference.BEYOND_VERSION)
                        && isRecorded(task, wanted);
        Set<ManifestKey> leftovers = new HashSet<>(there.keySet());
        leftovers.removeAll(wanted.kept());
        findings.compared(task, same && leftovers.isEmpty(), leftovers);
    }

    private static boolean matches(
            List<Manifest> wanted, Map<ManifestKey, LiveObject> there, Difference difference) {
        return wanted.stream()
                .allMatch(manifest ->
                        there.containsKey(manifest.key())
                                && difference
                                        .first(manifest, there.get(manifest.key()).tree())
                                        .isEmpty());
    }

    /// The last push says that it has done this, and there is still something to say it about.
    private static boolean isRecorded(PushTask task, WantedState wanted) {
        if (!wanted.held().isEmpty()) {
            return true;
        }
        return !task.placements().isEmpty()
                && task.last()
                        .filter(push ->
                                push.appliedVersion() >= wanted.pushVersion()
                                        && push.error().isEmpty())
                        .isPresent();
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
