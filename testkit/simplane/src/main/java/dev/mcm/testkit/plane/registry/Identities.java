package dev.mcm.testkit.plane.registry;

import dev.mcm.shared.time.RandomSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Uids and name suffixes of one plane, the same for the same seed. Safe for use by many threads.
public final class Identities {

    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;

    private final RandomGenerator random;
    private String cluster;
    private int services;

    public Identities(long seed) {
        this(seed, "");
    }

    /// @param cluster uid of namespace `kube-system`; empty for one like any other
    public Identities(long seed, String cluster) {
        random = RandomSource.seeded(seed);
        this.cluster = cluster;
    }

    /// The uid of namespace `kube-system`, by which the cluster is told from others: the same
    /// whenever the namespace is made anew.
    synchronized String cluster() {
        if (cluster.isEmpty()) {
            cluster = uid();
        }
        return cluster;
    }

    /// From now on it is another cluster.
    public synchronized void becomeAnother() {
        cluster = uid();
    }

    synchronized String uid() {
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    /// Five letters and digits, as `generateName` appends them.
    public synchronized String suffix() {
        StringBuilder suffix = new StringBuilder(SUFFIX_LENGTH);
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return suffix.toString();
    }

    synchronized String clusterIp() {
        services++;
        return "10.96." + (services >> 8 & 0xFF) + "." + (services & 0xFF);
    }
}
