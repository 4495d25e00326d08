package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestDifference;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.core.manifest.WantedState;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.plane.PlaneNames;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/// Makes one plane hold what is wanted of a deployment. Reads before it writes, writes nothing
/// where nothing differs, and never overwrites or deletes what a newer push has made or what is not
/// MCM's. A disruption budget that the plane refuses is told and holds up nothing. Thread-safe.
final class DeploymentPush {
    private static final int ATTEMPTS = 5;

    private final PlaneApi api;
    private final Fences fences;
    private final StateLog budgets;

    /// @param budgets where it is told that the plane refuses them
    DeploymentPush(PlaneApi api, Fences fences, StateLog budgets) {
        this.api = api;
        this.fences = fences;
        this.budgets = budgets;
    }

    /// @param leftovers objects seen that may not be there
    /// @throws PlaneApiException when the plane's API did not do it
    /// @throws StaleVersionException when a newer push has been there
    PushOutcome push(PushTask task, Collection<ManifestKey> leftovers) {
        WantedState wanted = task.wanted();
        if (task.pushVersion() == 0 && leftovers.isEmpty()) {
            return PushOutcome.GONE;
        }
        retryingConflicts(() -> once(task, wanted, leftovers));
        if (!wanted.held().isEmpty()) {
            return PushOutcome.HELD;
        }
        return task.placements().isEmpty() ? PushOutcome.GONE : PushOutcome.APPLIED;
    }

    /// Removes all that is left of a deployment that has no business on this plane, at the highest
    /// version of its objects, or of the fence where that stands higher: an earlier prune may have
    /// raised it and not come to its end.
    ///
    /// That the fence stands where it stood before the database was asked is what keeps out a
    /// pusher whose database has become old meanwhile: what was placed since has raised the fence,
    /// or the version of a workload, and workloads go first.
    ///
    /// @param mayGo asks the database, given where the fence stands, whether nothing of the
    ///   deployment may be here
    /// @return whether nothing of it may be here
    /// @throws PlaneApiException when the plane's API did not do it
    /// @throws StaleVersionException when a newer push has been there
    boolean prune(Leftovers leftovers, LongPredicate mayGo) {
        long fence = fences.seen(leftovers.organization(), leftovers.deployment());
        if (!mayGo.test(fence)) {
            return false;
        }
        long pushVersion = Math.max(fence, leftovers.highestVersion());
        retryingConflicts(() -> {
            fences.raise(leftovers.organization(), leftovers.deployment(), pushVersion);
            leftovers.inOrder().forEach(key -> remove(key, pushVersion));
        });
        return true;
    }

    private void once(PushTask task, WantedState wanted, Collection<ManifestKey> leftovers) {
        PushedDeployment deployment = task.deployment();
        wanted.workloads().forEach(manifest -> ensure(manifest, task, ManifestDifference.ANY));
        wanted.access()
                .forEach(manifest -> ensure(manifest, task, ManifestDifference.BEYOND_VERSION));
        wanted.budgets()
                .forEach(manifest ->
                        unlessRefused(
                                () -> ensure(manifest, task, ManifestDifference.BEYOND_VERSION)));
        Set<ManifestKey> unwanted = unwanted(task, wanted, leftovers);
        if (!unwanted.isEmpty()) {
            fences.raise(deployment.organization(), deployment.id(), task.pushVersion());
            unwanted.forEach(key -> remove(key, task.pushVersion()));
        }
    }

    private static Set<ManifestKey> unwanted(
            PushTask task, WantedState wanted, Collection<ManifestKey> leftovers) {
        PushedDeployment deployment = task.deployment();
        String namespace = deployment.namespace();
        Set<ManifestKey> unwanted = new LinkedHashSet<>();
        if (wanted.isNothing()) {
            unwanted.add(
                    new ManifestKey(
                            ManifestKind.HTTP_ROUTE,
                            namespace,
                            PlaneNames.httpRoute(deployment.id())));
            unwanted.add(
                    new ManifestKey(
                            ManifestKind.SERVICE, namespace, PlaneNames.service(deployment.id())));
        }
        for (PlacedReplicas placed : task.placements()) {
            unwanted.add(placed.key(namespace));
        }
        if (wanted.isNothing()) {
            unwanted.add(
                    new ManifestKey(
                            ManifestKind.POD_DISRUPTION_BUDGET,
                            namespace,
                            PlaneNames.disruptionBudget(deployment.id())));
        }
        unwanted.addAll(leftovers);
        unwanted.removeAll(wanted.kept());
        return unwanted;
    }

    private void ensure(Manifest manifest, PushTask task, ManifestDifference difference) {
        Optional<LiveObject> live = api.get(manifest.key());
        if (live.isEmpty()) {
            fences.raise(
                    task.deployment().organization(), task.deployment().id(), task.pushVersion());
            api.apply(manifest, "");
            return;
        }
        LiveObject there = live.get();
        if (!there.isManaged()) {
            throw refused(
                    manifest.key()
                            + " exists and is not MCM's (expected: label "
                            + PlaneNames.LABEL_MANAGED
                            + "=true)");
        }
        if (there.isTerminating()) {
            throw refused(manifest.key() + " is still being deleted");
        }
        if (there.pushVersion() > manifest.pushVersion()) {
            throw new StaleVersionException(manifest.key().toString(), manifest.pushVersion());
        }
        if (difference.first(manifest, there.tree()).isPresent()) {
            api.apply(manifest.over(there.tree()), there.resourceVersion());
        }
    }

    private void remove(ManifestKey key, long pushVersion) {
        if (key.kind() == ManifestKind.POD_DISRUPTION_BUDGET) {
            unlessRefused(() -> take(key, pushVersion));
        } else {
            take(key, pushVersion);
        }
    }

    /// What the plane refuses of a budget, as one whose rights are from before there were any, is
    /// for the next comparison to find.
    private void unlessRefused(Runnable work) {
        try {
            work.run();
            budgets.worked();
        } catch (PlaneApiException e) {
            if (e.kind() != PlaneApiException.Kind.REFUSED) {
                throw e;
            }
            budgets.failed(e);
        }
    }

    private void take(ManifestKey key, long pushVersion) {
        Optional<LiveObject> live =
                api.get(key).filter(object -> object.isManaged() && !object.isTerminating());
        if (live.isEmpty()) {
            return;
        }
        if (live.get().pushVersion() > pushVersion) {
            throw new StaleVersionException(key.toString(), pushVersion);
        }
        api.delete(live.get());
    }

    private static void retryingConflicts(Runnable work) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run();
                return;
            } catch (PlaneApiException e) {
                if (e.kind() != PlaneApiException.Kind.CONFLICT || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static PlaneApiException refused(String why) {
        return new PlaneApiException(PlaneApiException.Kind.REFUSED, why, null);
    }
}
