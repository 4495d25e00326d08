package dev.mcm.state.observed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Many records of the same object become its newest one.
final class Conflation {
    private Conflation() {}

    /// The newest row of each key, in key order: what one statement may touch once, and always in
    /// the same order, so that writers do not deadlock.
    static List<ObservedRow> newest(List<ObservedRow> rows) {
        Map<ObservedRow.Key, ObservedRow> newest = new TreeMap<>();
        for (ObservedRow row : rows) {
            newest.merge(row.key(), row, (a, b) -> ObservedRow.AGE.compare(b, a) > 0 ? b : a);
        }
        return new ArrayList<>(newest.values());
    }
}
