package dev.mcm.atc.adapter.postgres;

import dev.mcm.state.Tx;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecStore;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Specs by hash. They never change, so what was read once is kept, the least recently used goes
/// when there are too many bytes. Thread-safe.
public final class SpecCache {
    /// What a heap of 700 MiB can spare; 60,000 specs of usual size.
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    /// Of an entry beside the spec's own bytes.
    private static final int ENTRY_BYTES = 512;

    private static final Logger LOG = LoggerFactory.getLogger(SpecCache.class);
    private static final int MAX_TOLD = 1_000;

    private final Set<SpecHash> told = new HashSet<>();
    private final Map<SpecHash, ResolvedSpec> specs = new LinkedHashMap<>(16, 0.75f, true);
    private final Source source;
    private final long maxBytes;
    private long bytes;

    public SpecCache() {
        this(new SpecStore()::find, MAX_BYTES);
    }

    SpecCache(Source source, long maxBytes) {
        this.source = source;
        this.maxBytes = maxBytes;
    }

    /// Where specs come from: those of the hashes that exist.
    @FunctionalInterface
    interface Source {
        List<StoredSpec> find(Tx tx, Collection<SpecHash> hashes);
    }

    /// Those of `hashes` that can be read: one that cannot stops its own deployments and no others.
    public Map<SpecHash, ResolvedSpec> get(Tx tx, Collection<SpecHash> hashes) {
        Map<SpecHash, ResolvedSpec> found = cached(hashes);
        List<SpecHash> missing =
                hashes.stream().filter(hash -> !found.containsKey(hash)).distinct().toList();
        if (!missing.isEmpty()) {
            for (StoredSpec spec : source.find(tx, missing)) {
                parse(spec)
                        .ifPresent(readable -> {
                            found.put(spec.hash(), readable);
                            keep(spec.hash(), readable);
                        });
            }
            missing.stream().filter(hash -> !found.containsKey(hash)).forEach(this::tell);
        }
        return found;
    }

    private static Optional<ResolvedSpec> parse(StoredSpec spec) {
        try {
            return Optional.of(spec.parse());
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /// Once for each.
    private synchronized void tell(SpecHash hash) {
        if (told.size() < MAX_TOLD && told.add(hash)) {
            LOG.atError().addKeyValue("spec", hash).log("spec cannot be read");
        }
    }

    /// Size of what is kept.
    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean keeps(SpecHash hash) {
        return specs.containsKey(hash);
    }

    private synchronized Map<SpecHash, ResolvedSpec> cached(Collection<SpecHash> hashes) {
        Map<SpecHash, ResolvedSpec> found = new HashMap<>();
        for (SpecHash hash : hashes) {
            @Nullable ResolvedSpec spec = specs.get(hash);
            if (spec != null) {
                found.put(hash, spec);
            }
        }
        return found;
    }

    private synchronized void keep(SpecHash hash, ResolvedSpec spec) {
        if (specs.put(hash, spec) == null) {
            bytes += size(spec);
        }
        Iterator<ResolvedSpec> oldest = specs.values().iterator();
        while (bytes > maxBytes && oldest.hasNext()) {
            bytes -= size(oldest.next());
            oldest.remove();
        }
    }

    private static long size(ResolvedSpec spec) {
        return spec.getSerializedSize() + (long) ENTRY_BYTES;
    }
}
