package dev.mcm.state.placement;

import java.util.Optional;
import java.util.stream.Stream;

/// Reason of a row of `placement_summaries`: an outcome, or the verdict of the plane that came
/// closest to taking what is pending.
public sealed interface SummaryReason permits PlacementOutcome, VerdictReason {
    /// As it is stored.
    String name();

    /// Empty for a text that another version of MCM has written.
    static Optional<SummaryReason> of(String stored) {
        return Stream.<SummaryReason[]>of(PlacementOutcome.values(), VerdictReason.values())
                .flatMap(Stream::of)
                .filter(reason -> reason.name().equals(stored))
                .findFirst();
    }
}
