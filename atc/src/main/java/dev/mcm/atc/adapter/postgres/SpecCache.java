package dev.mcm.atc.adapter.postgres;

import dev.mcm.state.Tx;
import dev.mcm.state.deployment.PostgresSpecStore;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/// Specs by hash. They never change, so what was read once is kept. Thread-safe.
public final class SpecCache {
    private static final int LIMIT = 50_000;

    private final Map<SpecHash, ResolvedSpec> specs = new ConcurrentHashMap<>();
    private final SpecStore store = new PostgresSpecStore();

    /// All of `hashes`.
    public Map<SpecHash, ResolvedSpec> get(Tx tx, Collection<SpecHash> hashes) {
        List<SpecHash> missing =
                hashes.stream().filter(hash -> !specs.containsKey(hash)).distinct().toList();
        Map<SpecHash, ResolvedSpec> found = new HashMap<>();
        if (!missing.isEmpty()) {
            store.find(tx, missing).forEach(spec -> found.put(spec.hash(), spec.parse()));
        }
        hashes.forEach(hash ->
                found.computeIfAbsent(
                        hash,
                        key ->
                                Objects.requireNonNull(
                                        specs.get(key), () -> "spec " + key + " does not exist")));
        if (specs.size() > LIMIT) {
            specs.clear();
        }
        specs.putAll(found);
        return found;
    }
}
