package dev.mcm.scheduler.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// The replicas of one cell while a plan is made. Mutable, used by one thread.
final class CellLedger {
    private final Standing standing;
    private final List<LedgerEntry> known;
    private final int shown;
    private final boolean troubled;
    private int count;
    private boolean gaveUp;
    private Instant expected = Instant.MIN;

    /// @param standing how they stand on their plane
    /// @param shown what the plane shows, more than is placed included, the last to go first
    /// @param placed replicas of the row
    /// @param unseen each of those that are placed and not shown
    CellLedger(Standing standing, List<LedgerEntry> shown, int placed, LedgerEntry unseen) {
        this.standing = standing;
        this.known = new ArrayList<>(shown);
        this.shown = shown.size();
        this.count = placed;
        while (known.size() < placed) {
            known.add(unseen);
        }
        this.troubled = known.stream().anyMatch(LedgerEntry::overdue);
    }

    Standing standing() {
        return standing;
    }

    int count() {
        return count;
    }

    int count(Predicate<LedgerEntry> counted) {
        return (int) known.subList(0, count).stream().filter(counted).count();
    }

    /// Those that no other place is sought for.
    int good() {
        return count(entry -> !entry.overdue());
    }

    /// Those that another place is sought for.
    int overdue() {
        return count(LedgerEntry::overdue);
    }

    /// All of them run, or come to for all that is known.
    boolean isWell() {
        return count(LedgerEntry::isWell) == count;
    }

    /// When time alone makes something else of one of them.
    Instant until() {
        return known.subList(0, count).stream()
                .map(LedgerEntry::until)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    int ready() {
        return count(LedgerEntry::ready);
    }

    /// Those that no node has yet, as far as the room for them is kept.
    int reserving() {
        return count(LedgerEntry::reserves);
    }

    /// Those of them that the plane does not show yet.
    int unmade() {
        return (int)
                known.subList(Math.min(shown, count), count).stream()
                        .filter(LedgerEntry::reserves)
                        .count();
    }

    /// At the start of the plan some were overdue.
    boolean troubled() {
        return troubled;
    }

    /// One was taken away that had been in trouble for too long.
    boolean gaveUp() {
        return gaveUp;
    }

    /// The replica that the plane would end if it were told to run one fewer.
    LedgerEntry next() {
        if (count == 0) {
            throw new IllegalStateException("count: 0 (expected: replicas left to take)");
        }
        return known.get(count - 1);
    }

    void end() {
        gaveUp |= next().aged();
        count--;
    }

    /// When room for the replicas that were added is there at the latest; long ago = none was.
    Instant expected() {
        return expected;
    }

    /// @param roomBy when it finds room at the latest
    void add(LedgerEntry fresh, Instant roomBy) {
        include(fresh);
        expected = roomBy.isAfter(expected) ? roomBy : expected;
    }

    /// One more; where the plane still shows one that was to end, it stays.
    private void include(LedgerEntry fresh) {
        if (known.size() == count) {
            known.add(fresh);
        }
        count++;
    }
}
