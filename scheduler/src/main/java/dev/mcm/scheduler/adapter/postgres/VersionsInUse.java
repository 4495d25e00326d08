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

    VersionsInUse(SpecVersionStore store) {
        this.store = store;
    }

    /// Learns those that are in use, as far as they have a row, and forgets the others.
    void use(Tx tx, Set<SpecVersion.Key> used) {
        known.keySet().retainAll(used);
        Set<SpecVersion.Key> missing = new HashSet<>(used);
        missing.removeAll(known.keySet());
        store.find(tx, missing).forEach(version -> known.put(version.key(), version));
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
        return version == null ? spec : spec.with(revisions(version));
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
