package dev.mcm.scheduler.core;

import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.Comparator;

/// One decided replica, and what its plane shows of it.
///
/// @param since when it came into that state
/// @param aged it has been in trouble for longer than one waits
/// @param overdue another place is sought for it: it is aged, and that is not the application's
///   fault
/// @param reserves it has no node, and the room that it will take is not given to others
/// @param until when time alone makes something else of it; [Instant#MAX] = it does not
record LedgerEntry(
        ReplicaState state,
        Instant since,
        boolean aged,
        boolean overdue,
        boolean reserves,
        Instant until) {
    /// Order in which a plane ends replicas of a workload that shrinks, the last to go first.
    static final Comparator<LedgerEntry> LAST_TO_GO =
            Comparator.<LedgerEntry>comparingInt(entry -> planesOrder(entry.state))
                    .thenComparing(LedgerEntry::since);

    static LedgerEntry placed(Instant since) {
        return new LedgerEntry(ReplicaState.UNBOUND, since, false, false, true, Instant.MAX);
    }

    /// It fails for a reason of its own, wherever it is.
    boolean applicationFails() {
        return state == ReplicaState.FAILING && aged && !overdue;
    }

    boolean ready() {
        return state == ReplicaState.READY;
    }

    /// Nothing but its plane's next report is waited for: it runs, or comes to for all that is
    /// known.
    boolean isWell() {
        return switch (state) {
            case READY, STARTING -> true;
            case UNBOUND -> !aged;
            case FAILING, TERMINATING -> false;
        };
    }

    /// Order in which a smaller scale takes replicas of different cells. One that has only just
    /// begun to fail has come farther than one without a node.
    int firstToGo() {
        return switch (state) {
            case FAILING -> aged ? 0 : 2;
            case UNBOUND, TERMINATING -> 1;
            case STARTING -> 3;
            case READY -> 4;
        };
    }

    private static int planesOrder(ReplicaState state) {
        return switch (state) {
            case READY -> 0;
            case STARTING -> 1;
            case FAILING -> 2;
            case UNBOUND, TERMINATING -> 3;
        };
    }
}
