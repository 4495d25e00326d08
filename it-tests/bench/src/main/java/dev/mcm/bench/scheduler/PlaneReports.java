package dev.mcm.bench.scheduler;

import dev.mcm.event.v1.Op;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The planes' reports, on a thread of its own: each plane's a second apart, not all at the same
/// moment. What the WAL says of placements is what runs a moment later. It hears of rows in the
/// tail's thread and writes in its own.
final class PlaneReports implements WalTail.Listener, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// Groups of planes that report together.
    private static final int GROUPS = 10;

    private static final Duration END = Duration.ofSeconds(30);
    private static final double MS = 1e6;

    private final BenchFleet fleet;
    private final Map<FleetRows.Cell.Key, FleetRows.Cell> heard = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("plane-reports").unstarted(this::run);
    private volatile String failure = "";
    private volatile boolean closed;
    private Reported reported = new Reported(0, 0, 0);

    /// What reports have cost, beside the Scheduler.
    ///
    /// @param nanos of seating and writing, until the commit
    private record Reported(int reports, long cells, long nanos) {
        Reported and(int more, long took) {
            return new Reported(reports + 1, cells + more, nanos + took);
        }
    }

    PlaneReports(BenchFleet fleet) {
        this.fleet = fleet;
    }

    void start() {
        thread.start();
    }

    @Override
    public void committed(WalDecoder.Committed transaction, long nanos) {
        for (WalRow row : transaction.rows()) {
            // a row that ends has had no replicas for long
            if (row.relation().table().equals(Table.PLACEMENTS.text())
                    && row.op() != Op.OP_DELETE) {
                hear(cell(row));
            }
        }
    }

    private static FleetRows.Cell cell(WalRow row) {
        return new FleetRows.Cell(
                row.text("deployment_id"),
                row.text("plane_id"),
                row.text("instance_type"),
                new PodRevision(row.text("revision")),
                Long.parseLong(row.text("deployment_version")),
                Integer.parseInt(row.text("replicas")));
    }

    private synchronized void hear(FleetRows.Cell cell) {
        heard.put(cell.key(), cell);
    }

    private synchronized List<FleetRows.Cell> take() {
        List<FleetRows.Cell> taken = List.copyOf(heard.values());
        heard.clear();
        return taken;
    }

    private synchronized void count(int cells, long nanos) {
        reported = reported.and(cells, nanos);
    }

    private void run() {
        try {
            for (int turn = 0; !closed; turn++) {
                int group = turn % GROUPS;
                long start = SystemTime.SYSTEM.nanoTime();
                int cells =
                        fleet.follow(
                                take(), plane -> Math.floorMod(plane.hashCode(), GROUPS) == group);
                if (cells > 0) {
                    count(cells, SystemTime.SYSTEM.nanoTime() - start);
                }
                Duration left = EVERY.dividedBy(GROUPS).minus(SystemTime.SYSTEM.since(start));
                Waiting.pause(left.isNegative() ? Duration.ZERO : left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = "the planes' reports have failed: " + e;
        }
    }

    /// Why nothing is reported any more; empty while it is.
    Optional<String> failure() {
        return Optional.of(failure).filter(text -> !text.isEmpty());
    }

    /// What has been reported so far, in a sentence.
    synchronized String text() {
        return "planes reported %d cells, each plane once a second, in %d transactions of %.0f ms each"
                .formatted(
                        reported.cells(),
                        reported.reports(),
                        reported.nanos() / MS / Math.max(1, reported.reports()));
    }

    /// A report that is being written ends first.
    @Override
    public void close() {
        closed = true;
        if (!Waiting.holdsWithin(END, () -> !thread.isAlive())) {
            throw new IllegalStateException("the planes' reports did not end within " + END);
        }
    }
}
