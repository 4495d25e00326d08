package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.scheduler.core.DeploymentSpec;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.deployment.StoredSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Specs by hash: they never change, so each is read once while a deployment uses it. For one
/// thread.
final class SpecsInUse {
    private final SpecStore store;
    private final Map<SpecHash, DeploymentSpec> specs = new HashMap<>();

    SpecsInUse(SpecStore store) {
        this.store = store;
    }

    /// The specs of all these deployments.
    Map<SpecHash, DeploymentSpec> of(Tx tx, List<Deployment> deployments) {
        Set<SpecHash> used = new HashSet<>();
        deployments.forEach(deployment -> used.add(deployment.specHash()));
        specs.keySet().retainAll(used);
        used.removeAll(specs.keySet());
        if (!used.isEmpty()) {
            for (StoredSpec spec : store.find(tx, used)) {
                specs.put(spec.hash(), SpecCodec.spec(spec.parse()));
            }
        }
        return specs;
    }
}
