package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.scheduler.core.FrozenDeployment;
import dev.mcm.scheduler.core.PlacedCell;
import dev.mcm.scheduler.core.ShapeOption;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.deployment.StoredSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Specs by hash: they never change, so each is read once while a deployment uses it. One that
/// cannot be read is tried again with each read. For one thread.
final class SpecsInUse {
    private static final Logger LOG = LoggerFactory.getLogger(SpecsInUse.class);

    private final SpecStore store;
    private final Map<SpecHash, DeploymentSpec> specs = new HashMap<>();
    private final Map<DeploymentId, DeploymentSpec> lastReadable = new HashMap<>();
    private final Set<SpecHash> unreadable = new HashSet<>();

    SpecsInUse(SpecStore store) {
        this.store = store;
    }

    /// Forgets what is not in use.
    void keep(List<Deployment> deployments, Collection<SpecHash> earlier) {
        Set<SpecHash> used = used(deployments, earlier);
        specs.keySet().retainAll(used);
        unreadable.retainAll(used);
        lastReadable
                .keySet()
                .retainAll(deployments.stream().map(Deployment::id).collect(Collectors.toSet()));
    }

    private static Set<SpecHash> used(List<Deployment> deployments, Collection<SpecHash> earlier) {
        Set<SpecHash> used =
                deployments.stream().map(Deployment::specHash).collect(Collectors.toSet());
        used.addAll(earlier);
        return used;
    }

    /// The specs of these deployments.
    ///
    /// @param earlier of versions that some replicas still run
    Specs of(Tx tx, List<Deployment> deployments, Collection<SpecHash> earlier) {
        Set<SpecHash> used = used(deployments, earlier);
        Set<SpecHash> missing = new HashSet<>(used);
        missing.removeAll(specs.keySet());
        Map<SpecHash, List<ShapeOption>> fragments = new HashMap<>();
        if (!missing.isEmpty()) {
            read(tx, missing, fragments);
        }
        remember(deployments);
        return new Specs(fragments);
    }

    /// Those that have been read.
    Specs known() {
        return new Specs(Map.of());
    }

    private void read(Tx tx, Set<SpecHash> missing, Map<SpecHash, List<ShapeOption>> fragments) {
        Map<SpecHash, String> why = new HashMap<>();
        missing.forEach(hash -> why.put(hash, "it is not there, or not what its hash says"));
        for (StoredSpec spec : store.find(tx, missing)) {
            try {
                specs.put(spec.hash(), SpecCodec.spec(spec.parse()));
                why.remove(spec.hash());
            } catch (IllegalArgumentException | IllegalStateException e) {
                why.put(spec.hash(), String.valueOf(e.getMessage()));
                fragments.put(spec.hash(), SpecCodec.readableOptions(spec));
            }
        }
        why.forEach((hash, reason) -> {
            if (!unreadable.contains(hash)) {
                LOG.atError()
                        .addKeyValue("spec", hash)
                        .addKeyValue("why", reason)
                        .log("spec cannot be read; its deployments stay as they are");
            }
        });
        unreadable.removeAll(missing);
        unreadable.addAll(why.keySet());
    }

    private void remember(List<Deployment> deployments) {
        for (Deployment deployment : deployments) {
            DeploymentSpec spec = specs.get(deployment.specHash());
            if (spec != null) {
                lastReadable.put(deployment.id(), spec);
            }
        }
    }

    /// What one read found.
    final class Specs {
        private final Map<SpecHash, List<ShapeOption>> fragments;

        private Specs(Map<SpecHash, List<ShapeOption>> fragments) {
            this.fragments = fragments;
        }

        /// Null = it cannot be read.
        @Nullable DeploymentSpec of(SpecHash hash) {
            return specs.get(hash);
        }

        /// Empty = it cannot be read. To stop, a deployment needs none.
        Optional<DeploymentSpec> readable(Deployment row) {
            DeploymentSpec spec = specs.get(row.specHash());
            if (spec == null && row.lifecycle() != DeploymentLifecycle.ACTIVE) {
                return Optional.of(SpecCodec.NOTHING);
            }
            return Optional.ofNullable(spec);
        }

        /// Pods of a cell that are not bound yet, where what they need is known: from the spec that
        /// was read before, or from what can be read of this one.
        Optional<FrozenDeployment.Unbound> unbound(Deployment row, PlacedCell cell) {
            Stream<ShapeOption> before =
                    Optional.ofNullable(lastReadable.get(row.id())).stream()
                            .flatMap(spec -> spec.options().stream());
            Stream<ShapeOption> rest = fragments.getOrDefault(row.specHash(), List.of()).stream();
            return Stream.concat(before, rest)
                    .filter(option -> option.instanceType().equals(cell.instanceType()))
                    .findFirst()
                    .map(option ->
                            new FrozenDeployment.Unbound(
                                    cell.planeId(),
                                    option.shape(),
                                    option.tolerations(),
                                    Math.max(0, cell.replicas() - cell.boundPods())));
        }
    }
}
