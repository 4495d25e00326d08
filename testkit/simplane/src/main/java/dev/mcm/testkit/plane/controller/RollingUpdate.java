package dev.mcm.testkit.plane.controller;

import java.util.ArrayList;
import java.util.List;

/// One step of a rolling update, by the rules of the Deployment controller: never more pods than
/// `desired + surge`, never fewer available ones than `desired - unavailable`. Pure.
record RollingUpdate(int desired, int surge, int unavailable) {

    /// A replica set in the terms of the rules.
    ///
    /// @param wanted its `spec.replicas`
    /// @param available its pods that have been ready long enough
    record Set(int wanted, int available) {}

    /// What the sets should want after this step, the old ones in the order given.
    record Step(int newWanted, List<Integer> oldWanted) {

        Step {
            oldWanted = List.copyOf(oldWanted);
        }
    }

    /// Reads `maxSurge` and `maxUnavailable`, which are counts or percentages of `desired`; surge
    /// rounds up, unavailable down, and both may not be zero.
    static RollingUpdate of(int desired, String maxSurge, String maxUnavailable) {
        int surge = resolve(maxSurge, desired, true);
        int unavailable = resolve(maxUnavailable, desired, false);
        return new RollingUpdate(desired, surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    private static int resolve(String value, int total, boolean up) {
        if (!value.endsWith("%")) {
            return value.isEmpty() ? 0 : Integer.parseInt(value);
        }
        int percent = Integer.parseInt(value.substring(0, value.length() - 1));
        return up ? Math.ceilDiv(total * percent, 100) : total * percent / 100;
    }

    int leastAvailable() {
        return Math.max(desired - unavailable, 0);
    }

    Step next(Set current, List<Set> old) {
        List<Integer> unchanged = old.stream().map(Set::wanted).toList();
        int total = current.wanted() + old.stream().mapToInt(Set::wanted).sum();
        if (current.wanted() > desired) {
            return new Step(desired, unchanged);
        }
        int room = Math.min(desired + surge - total, desired - current.wanted());
        if (room > 0) {
            return new Step(current.wanted() + room, unchanged);
        }
        int newUnavailable = Math.max(current.wanted() - current.available(), 0);
        int removable = total - leastAvailable() - newUnavailable;
        return new Step(
                current.wanted(), removable > 0 ? shrink(current, old, removable) : unchanged);
    }

    /// First the pods of old sets that are not available, then available ones as far as enough
    /// remain.
    private List<Integer> shrink(Set current, List<Set> old, int removable) {
        int left = removable;
        List<Integer> wanted = new ArrayList<>();
        for (Set set : old) {
            int unhealthy = Math.min(left, Math.max(set.wanted() - set.available(), 0));
            left -= unhealthy;
            wanted.add(set.wanted() - unhealthy);
        }
        int available = current.available() + old.stream().mapToInt(Set::available).sum();
        int spare = available - leastAvailable();
        for (int i = 0; i < wanted.size() && spare > 0; i++) {
            int removed = Math.min(wanted.get(i), spare);
            wanted.set(i, wanted.get(i) - removed);
            spare -= removed;
        }
        return wanted;
    }
}
