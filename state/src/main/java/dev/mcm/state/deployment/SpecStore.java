package dev.mcm.state.deployment;

import dev.mcm.state.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Table `deployment_specs`: insert-only, so that a spec once read may be kept for ever.
public interface SpecStore {
    /// Inserts unless it is there.
    void put(Tx tx, StoredSpec spec, Instant now);

    Optional<StoredSpec> find(Tx tx, SpecHash hash);

    /// Those of `hashes` that exist, in order of hash.
    List<StoredSpec> find(Tx tx, Collection<SpecHash> hashes);
}
