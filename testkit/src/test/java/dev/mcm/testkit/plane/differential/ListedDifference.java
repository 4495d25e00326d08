package dev.mcm.testkit.plane.differential;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What differs from a real API server on purpose. Each row is on the page
/// `docs/concepts/simulated-planes.md` under the same id, and is as narrow as it can be.
enum ListedDifference {
    ;

    private final String id;
    private final String real;
    private final String simulated;
    private final String reason;
    private final BiPredicate<Finding, Difference> holds;

    ListedDifference(
            String id,
            String real,
            String simulated,
            String reason,
            BiPredicate<Finding, Difference> holds) {
        this.id = id;
        this.real = real;
        this.simulated = simulated;
        this.reason = reason;
        this.holds = holds;
    }

    String id() {
        return id;
    }

    /// Its row on the page.
    String row() {
        return "| " + String.join(" | ", id, real, simulated, reason) + " |";
    }

    static Optional<ListedDifference> find(Finding finding, Difference difference) {
        return Arrays.stream(values()).filter(l -> l.holds.test(finding, difference)).findFirst();
    }
}
