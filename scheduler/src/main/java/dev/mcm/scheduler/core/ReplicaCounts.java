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

    private int sum(Predicate<Cell> cells, ToIntFunction<CellLedger> counted) {
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
        return home() + sum(cell -> standings.of(cell) == Standing.HELD, CellLedger::count);
    }

    /// Replicas as and where they should be, on planes that are heard, that need no other place.
    int home() {
        return sum(cell -> standings.of(cell).home(), CellLedger::good);
    }

    /// Ready replicas on planes that are heard.
    int ready() {
        return sum(
                cell -> standings.of(cell).home() || standings.of(cell).predecessor(),
                CellLedger::ready);
    }

    /// Replicas that are to give way to others, on planes that are heard.
    int predecessors() {
        return sum(cell -> standings.of(cell).predecessor(), CellLedger::count);
    }

    /// Those of them that are ready.
    int readyPredecessors() {
        return sum(cell -> standings.of(cell).predecessor(), CellLedger::ready);
    }

    /// Replicas as and where they should be that are ready.
    int readySuccessors() {
        return sum(cell -> standings.of(cell).home(), CellLedger::ready);
    }

    /// Replicas as and where they should be that are not ready.
    int unreadySuccessors() {
        return sum(cell -> standings.of(cell).home(), ledger -> ledger.count() - ledger.ready());
    }

    /// Replicas on planes that are not heard, which are to give way to others when they are.
    int heldPredecessors() {
        return sum(standings::isHeldPredecessor, CellLedger::count);
    }

    /// Replicas of that standing.
    int count(Standing counted) {
        return sum(cell -> standings.of(cell) == counted, CellLedger::count);
    }

    /// Replicas that have waited or failed for too long where they are, so that another place is
    /// sought.
    int overdue() {
        return sum(cell -> standings.of(cell).home(), CellLedger::overdue);
    }

    /// Replicas that stay where they may not be.
    int misplaced() {
        return sum(standings::isRefused, CellLedger::count);
    }

    /// Replicas as and where they should be that fail for reasons of their own.
    int failing() {
        return sum(
                cell -> standings.of(cell).home(),
                ledger -> ledger.count(LedgerEntry::applicationFails));
    }

    /// All on the plane.
    int onPlane(PlaneId planeId) {
        return sum(cell -> cell.planeId().equals(planeId), CellLedger::count);
    }

    /// Replicas on the plane that another place is sought for.
    int overdueOnPlane(PlaneId planeId) {
        return sum(
                cell -> cell.planeId().equals(planeId) && standings.of(cell).home(),
                CellLedger::overdue);
    }

    /// Replicas on the plane that need no other place.
    int settledOnPlane(PlaneId planeId) {
        return sum(
                cell -> cell.planeId().equals(planeId) && !standings.of(cell).displaced(),
                CellLedger::good);
    }

    /// Planes that hold replicas which stay there.
    int planesInUse() {
        return (int)
                ledgers.entrySet().stream()
                        .filter(entry ->
                                entry.getValue().good() > 0
                                        && !standings.of(entry.getKey()).displaced())
                        .map(entry -> entry.getKey().planeId())
                        .distinct()
                        .count();
    }
}
