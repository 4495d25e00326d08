package dev.mcm.testkit.plane.controller;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Spreads a change of scale over the replica sets of a deployment that is rolling out, each in
/// proportion to its size, by the rules of the Deployment controller: what is left over goes to the
/// largest. Pure.
///
/// @param desired replicas the deployment wants now
/// @param surge pods it may have beyond that
record ProportionalScale(int desired, int surge) {

    /// A replica set that has pods.
    ///
    /// @param largest how many pods the deployment was allowed when this set was last scaled
    /// @param age its place in order of creation, the oldest first
    record Set(String name, int size, int largest, int age) {}

    /// The new size of each set by name.
    Map<String, Integer> sizes(List<Set> sets) {
        int allowed = desired > 0 ? desired + surge : 0;
        int toAdd = allowed - sets.stream().mapToInt(Set::size).sum();
        Map<String, Integer> sizes = new HashMap<>();
        List<Set> ordered = ordered(sets, toAdd > 0);
        int added = 0;
        for (Set set : ordered) {
            int part = toAdd == 0 ? 0 : part(set, toAdd, added);
            sizes.put(set.name(), set.size() + part);
            added += part;
        }
        int leftover = toAdd - added;
        if (toAdd != 0 && !ordered.isEmpty()) {
            sizes.merge(
                    ordered.getFirst().name(), leftover, (size, more) -> Math.max(size + more, 0));
        }
        return sizes;
    }

    /// The larger first; of equal ones the newer first when growing, the older when shrinking.
    private static List<Set> ordered(List<Set> sets, boolean growing) {
        List<Set> ordered = new ArrayList<>(sets);
        Comparator<Set> byAge = Comparator.comparingInt(Set::age);
        ordered.sort(
                Comparator.comparingInt(Set::size)
                        .reversed()
                        .thenComparing(growing ? byAge.reversed() : byAge));
        return ordered;
    }

    private int part(Set set, int toAdd, int added) {
        if (set.size() == 0 || toAdd == added) {
            return 0;
        }
        int fraction = fraction(set);
        int left = toAdd - added;
        return toAdd > 0 ? Math.min(fraction, left) : Math.max(fraction, left);
    }

    private int fraction(Set set) {
        if (desired == 0) {
            return -set.size();
        }
        double size = (double) set.size() * (desired + surge) / Math.max(set.largest(), 1);
        return (int) Math.round(size) - set.size();
    }
}
