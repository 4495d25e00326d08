package dev.mcm.scheduler.adapter.postgres;

import static java.util.stream.Collectors.toMap;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.OptionRevision;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.SpecVersionStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Versions of deployments that are asked for or still run. They never change, so each is read once
/// while it is in use. For one thread.
final class VersionsInUse {
    private final SpecVersionStore store;
    private final Map<SpecVersion.Key, SpecVersion> known = new HashMap<>();
    private final Map<SpecVersion.Key, Named> named = new HashMap<>();

    private record Named(DeploymentSpec given, DeploymentSpec named) {}

    VersionsInUse(SpecVersionStore store) {
        this.store = store;
    }

    /// Forgets what is not in use.
    void keep(Set<SpecVersion.Key> used) {
        known.keySet().retainAll(used);
        named.keySet().retainAll(used);
    }

    /// Learns those that are in use, as far as they have a row.
    void use(Tx tx, Set<SpecVersion.Key> used) {
        Set<SpecVersion.Key> missing = new HashSet<>(used);
        missing.removeAll(known.keySet());
        store.find(tx, missing).forEach(version -> known.put(version.key(), version));
    }

    /// It has a row.
    boolean know(SpecVersion.Key key) {
        return known.containsKey(key);
    }

    /// Null = it has no row, as one that an older ATC gave a moment ago.
    @Nullable SpecHash hash(SpecVersion.Key key) {
        SpecVersion version = known.get(key);
        return version == null ? null : version.specHash();
    }

    /// The spec with the revisions that the version's row says; as they are computed here, when it
    /// has none.
    DeploymentSpec named(SpecVersion.Key key, DeploymentSpec spec) {
        SpecVersion version = known.get(key);
        if (version == null) {
            return spec;
        }
        Named before = named.get(key);
        if (before == null || !before.given().equals(spec)) {
            before = new Named(spec, spec.with(revisions(version)));
            named.put(key, before);
        }
        return before.named();
    }

    private static Map<InstanceTypeName, PodRevision> revisions(SpecVersion version) {
        return version.revisions().stream()
                .collect(
                        toMap(
                                OptionRevision::instanceType,
                                OptionRevision::revision,
                                (first, _) -> first));
    }
}
