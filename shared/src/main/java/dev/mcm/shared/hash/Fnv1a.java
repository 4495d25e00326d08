package dev.mcm.shared.hash;

import java.nio.charset.StandardCharsets;

/// FNV-1a. 32 bit: the hash that spreads deployments over routing shards and metrics partitions. 64
/// bit: whether a message has changed.
public final class Fnv1a {
    private static final int OFFSET_BASIS = 0x811c9dc5;
    private static final int PRIME = 0x01000193;
    private static final long OFFSET_BASIS_64 = 0xcbf29ce484222325L;
    private static final long PRIME_64 = 0x100000001b3L;

    private Fnv1a() {}

    /// Hash of the bytes; to be read as unsigned.
    public static int hash32(byte[] bytes) {
        int hash = OFFSET_BASIS;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }

    /// Hash of the text's UTF-8 bytes; to be read as unsigned.
    public static int hash32(String text) {
        return hash32(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Hash of the bytes in 64 bits; to be read as unsigned.
    public static long hash64(byte[] bytes) {
        long hash = OFFSET_BASIS_64;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME_64;
        }
        return hash;
    }

    /// The unsigned hash modulo `buckets`.
    public static int bucket(String text, int buckets) {
        if (buckets < 1) {
            throw new IllegalArgumentException("buckets: " + buckets + " (expected: >= 1)");
        }
        return Integer.remainderUnsigned(hash32(text), buckets);
    }
}
