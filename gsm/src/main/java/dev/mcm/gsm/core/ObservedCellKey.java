package dev.mcm.gsm.core;

import java.util.Comparator;

/// Key of a row of `observed_cells` inside one plane.
public record ObservedCellKey(ObservedKey cell, long specVersion)
        implements Comparable<ObservedCellKey> {
    private static final Comparator<ObservedCellKey> ORDER =
            Comparator.comparing(ObservedCellKey::cell)
                    .thenComparingLong(ObservedCellKey::specVersion);

    @Override
    public int compareTo(ObservedCellKey other) {
        return ORDER.compare(this, other);
    }
}
