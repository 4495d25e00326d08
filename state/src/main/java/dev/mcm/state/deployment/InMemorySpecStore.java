package dev.mcm.state.deployment;

import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [SpecStore] in memory, for tests.
public final class InMemorySpecStore implements SpecStore {
    private final InMemoryTable<SpecHash, StoredSpec> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Override
    public void put(Tx tx, StoredSpec spec, Instant now) {
        if (rows.find(spec.hash()).isEmpty()) {
            rows.put(tx, spec.hash(), spec);
        }
    }

    @Override
    public Optional<StoredSpec> find(Tx tx, SpecHash hash) {
        return rows.find(hash);
    }

    @Override
    public List<StoredSpec> find(Tx tx, Collection<SpecHash> hashes) {
        return hashes.stream()
                .distinct()
                .sorted()
                .flatMap(hash -> rows.find(hash).stream())
                .toList();
    }
}
