package dev.mcm.bench.scheduler;

import dev.mcm.event.v1.Op;
import dev.mcm.shared.table.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Which changes are answered: it follows the rows of placements as they commit. A change is
/// answered by the first commit that changes its deployment's counts to what answers it ([Wanted]).
/// One that finds an unanswered change of the same deployment makes both late for ever, so a rate
/// at which changes overtake each other is not held. Thread-safe.
final class AnswerLedger implements WalTail.Listener {
    private static final String NO_REVISION = "";
    private static final String REVISION = "revision";

    private final Map<String, PlacedCounts> counts = new HashMap<>();
    private final Map<String, Change> open = new HashMap<>();
    private final Map<String, Wanted> wanted = new HashMap<>();
    private RateWindow window = new RateWindow();
    private long changedRows;
    private long changedAt;

    /// @param answer whether counts answer it, by how they have stood before
    /// @param due monotonic clock
    private record Change(
            Wanted wanted, Predicate<PlacedCounts> answer, long due, RateWindow window) {
        static Change of(Wanted wanted, PlacedCounts now, long due, RateWindow window) {
            return new Change(wanted, wanted.answer(now), due, window);
        }

        Change after(PlacedCounts now) {
            return of(wanted, now, due, window);
        }
    }

    /// From here on changes count for a new window.
    synchronized RateWindow begin() {
        window = new RateWindow();
        return window;
    }

    /// That of what is measured now.
    synchronized RateWindow window() {
        return window;
    }

    /// A change is about to be written.
    ///
    /// @param due monotonic clock when it was to come, which may be a moment ago
    synchronized void expect(String deployment, Wanted what, long due) {
        window.offered();
        wanted.put(deployment, what);
        Change overtaken = open.remove(deployment);
        if (overtaken == null) {
            open.put(deployment, Change.of(what, of(deployment), due, window));
        }
    }

    /// What will be there when all is done, without being a change that is measured.
    synchronized void wants(String deployment, Wanted what) {
        wanted.put(deployment, what);
    }

    @Override
    public synchronized void committed(WalDecoder.Committed transaction, long nanos) {
        Set<String> changed = new HashSet<>();
        for (WalRow row : transaction.rows()) {
            if (row.relation().table().equals(Table.PLACEMENTS.text()) && take(row)) {
                changed.add(row.text("deployment_id"));
                changedRows++;
                changedAt = nanos;
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        window.committed(changed.size());
        changed.forEach(deployment -> answer(deployment, nanos));
        notifyAll();
    }

    private void answer(String deployment, long nanos) {
        Change change = open.get(deployment);
        if (change == null) {
            return;
        }
        PlacedCounts now = of(deployment);
        if (change.answer().test(now)) {
            open.remove(deployment);
            change.window().answered(nanos - change.due());
        } else {
            open.put(deployment, change.after(now));
        }
    }

    private boolean take(WalRow row) {
        boolean revisions =
                row.relation().columns().stream().anyMatch(c -> c.name().equals(REVISION))
                        && row.op() != Op.OP_DELETE;
        PlacedCounts.Key key =
                new PlacedCounts.Key(
                        row.text("plane_id"),
                        row.text("instance_type"),
                        revisions ? row.text(REVISION) : NO_REVISION);
        int replicas = row.op() == Op.OP_DELETE ? 0 : Integer.parseInt(row.text("replicas"));
        return of(row.text("deployment_id")).put(key, replicas);
    }

    private PlacedCounts of(String deployment) {
        return counts.computeIfAbsent(deployment, _ -> new PlacedCounts());
    }

    /// Whether all counts are what was asked for last.
    synchronized boolean isSettled() {
        return wanted.entrySet().stream()
                .allMatch(entry -> entry.getValue().holds(of(entry.getKey())));
    }

    /// Deployments whose counts are not what was asked for last.
    synchronized List<String> unsettled() {
        return wanted.entrySet().stream()
                .filter(entry -> !entry.getValue().holds(of(entry.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// Changes without an answer, which no longer count.
    synchronized void forgetOpen() {
        open.clear();
    }

    synchronized boolean isAnswered(String deployment) {
        return !open.containsKey(deployment);
    }

    synchronized int replicasOn(String plane) {
        return counts.values().stream().mapToInt(each -> each.on(plane)).sum();
    }

    /// Rows of placements whose count has changed so far.
    synchronized long changedRows() {
        return changedRows;
    }

    /// Monotonic clock when the last of them was read.
    synchronized long changedAt() {
        return changedAt;
    }
}
