package dev.mcm.gsm.core;

import java.util.Comparator;

/// Place of a record in the order of one plane: LSM's epoch, then the counter inside it.
public record RecordVersion(long epoch, long seq) implements Comparable<RecordVersion> {
    /// Older than every record.
    public static final RecordVersion NONE = new RecordVersion(0, 0);

    private static final Comparator<RecordVersion> ORDER =
            Comparator.comparingLong(RecordVersion::epoch).thenComparingLong(RecordVersion::seq);

    public RecordVersion {
        if (epoch < 0 || seq < 0) {
            throw new IllegalArgumentException(
                    "version: " + epoch + "/" + seq + " (expected: both >= 0)");
        }
    }

    public boolean isNewerThan(RecordVersion other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(RecordVersion other) {
        return ORDER.compare(this, other);
    }
}
