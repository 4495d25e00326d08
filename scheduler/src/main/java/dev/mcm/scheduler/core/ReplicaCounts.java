package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/// Replicas of one deployment, counted as they stand while a plan is made. For one thread.
final class ReplicaCounts {
    private final SortedMap<Cell, CellLedger> ledgers;
    private final Standings standings;

    /// @param ledgers those of the plan, which changes them
    ReplicaCounts(SortedMap<Cell, CellLedger> ledgers, Standings standings) {
        this.ledgers = ledgers;
        this.standings = standings;
    }

    private int sum(Predicate<Standing> standing, ToIntFunction<CellLedger> counted) {
        int sum = 0;
        for (CellLedger ledger : ledgers.values()) {
            if (ledger.count() > 0 && standing.test(ledger.standing())) {
                sum += counted.applyAsInt(ledger);
            }
        }
        return sum;
    }

    private int sumWhere(Predicate<Cell> cells, ToIntFunction<CellLedger> counted) {
        int sum = 0;
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            CellLedger ledger = entry.getValue();
            if (ledger.count() > 0 && cells.test(entry.getKey())) {
                sum += counted.applyAsInt(ledger);
            }
        }
        return sum;
    }

    /// All that are placed.
    int total() {
        return sum(_ -> true, CellLedger::count);
    }

    /// Replicas that need no other place: they run, or may still come to.
    int settled() {
        return home() + count(Standing.HELD);
    }

    /// Replicas as and where they should be, on planes that are heard, that need no other place.
    int home() {
        return sum(Standing::home, CellLedger::good);
    }

    /// Ready replicas on planes that are heard.
    int ready() {
        return sum(Standing::heard, CellLedger::ready);
    }

    /// Replicas that are to give way to others, on planes that are heard.
    int predecessors() {
        return sum(Standing::predecessor, CellLedger::count);
    }

    /// Those of them that are ready.
    int readyPredecessors() {
        return sum(Standing::predecessor, CellLedger::ready);
    }

    /// Replicas as and where they should be that are ready.
    int readySuccessors() {
        return sum(Standing::home, CellLedger::ready);
    }

    /// Replicas as and where they should be that are not ready.
    int unreadySuccessors() {
        return sum(Standing::home, ledger -> ledger.count() - ledger.ready());
    }

    /// Replicas on planes that are not heard, which are to give way to others when they are.
    int heldPredecessors() {
        return sumWhere(standings::isHeldPredecessor, CellLedger::count);
    }

    /// Replicas of that standing.
    int count(Standing counted) {
        return sum(standing -> standing == counted, CellLedger::count);
    }

    /// Replicas that have waited or failed for too long where they are, so that another place is
    /// sought.
    int overdue() {
        return sum(Standing::home, CellLedger::overdue);
    }

    /// Replicas that stay where they may not be.
    int misplaced() {
        return sumWhere(standings::isRefused, CellLedger::count);
    }

    /// Replicas as and where they should be that fail for reasons of their own.
    int failing() {
        return sum(Standing::home, ledger -> ledger.count(LedgerEntry::applicationFails));
    }

    /// All on the plane.
    int onPlane(PlaneId planeId) {
        return sumOn(planeId, _ -> true, CellLedger::count);
    }

    /// Replicas on the plane that another place is sought for.
    int overdueOnPlane(PlaneId planeId) {
        return sumOn(planeId, Standing::home, CellLedger::overdue);
    }

    /// Replicas on the plane that need no other place.
    int settledOnPlane(PlaneId planeId) {
        return sumOn(planeId, standing -> !standing.displaced(), CellLedger::good);
    }

    private int sumOn(
            PlaneId planeId, Predicate<Standing> standing, ToIntFunction<CellLedger> counted) {
        return sumWhere(
                cell -> cell.planeId().equals(planeId),
                ledger -> standing.test(ledger.standing()) ? counted.applyAsInt(ledger) : 0);
    }

    /// Planes that hold replicas which stay there.
    int planesInUse() {
        return (int)
                ledgers.entrySet().stream()
                        .filter(entry ->
                                entry.getValue().good() > 0
                                        && !entry.getValue().standing().displaced())
                        .map(entry -> entry.getKey().planeId())
                        .distinct()
                        .count();
    }
}
