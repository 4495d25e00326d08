package dev.mcm.atc.core.status;

import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.placement.SummaryReason;
import dev.mcm.state.placement.VerdictReason;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What a hand-over waits for, by the Scheduler's last decision.
final class HandOverText {
    private static final Set<PlacementOutcome> HAND_OVERS =
            EnumSet.of(
                    PlacementOutcome.HANDING_OVER,
                    PlacementOutcome.HANDING_OVER_ONE_BY_ONE,
                    PlacementOutcome.HANDOVER_WAITS,
                    PlacementOutcome.HANDOVER_STALLED);

    private HandOverText() {}

    /// To be put behind a sentence; empty = it waits for nothing but its new replicas.
    static String waitsFor(StatusFacts facts) {
        return outcome(facts)
                .map(outcome ->
                        switch (outcome) {
                            case HANDING_OVER_ONE_BY_ONE ->
                                    "; no free "
                                            + (facts.gpus() ? "GPU" : "room")
                                            + " to surge, replacing one at a time";
                            case HANDOVER_WAITS -> "; waits for room: rollout.when_full is WAIT";
                            case HANDOVER_STALLED ->
                                    "; the new revision was never ready anywhere: stopped";
                            case PLACED,
                                    MISPLACED,
                                    REPLACING,
                                    HANDING_OVER,
                                    FAILS_EVERYWHERE,
                                    ZERO_DESIRED,
                                    STOPPED,
                                    NO_PLANES,
                                    SPEC_UNREADABLE ->
                                    "";
                        })
                .orElse("");
    }

    /// Some replicas are to be taken over by others.
    static boolean isHandingOver(StatusFacts facts) {
        return outcome(facts).filter(HAND_OVERS::contains).isPresent();
    }

    private static Optional<PlacementOutcome> outcome(StatusFacts facts) {
        return SummaryReason.of(facts.outcome().reason())
                .flatMap(reason ->
                        switch (reason) {
                            case PlacementOutcome outcome -> Optional.of(outcome);
                            case VerdictReason _ -> Optional.empty();
                        });
    }
}
