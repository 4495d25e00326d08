package dev.mcm.bench.scheduler;

import dev.mcm.bench.Bench;
import dev.mcm.bench.Report;
import dev.mcm.bench.Settings;
import dev.mcm.local.trace.TraceFolder;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.process.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Decisions of the Scheduler: changes arrive as rows, decisions leave as rows, durable. The
/// Scheduler is a process as its image runs it, woken over Kafka; this JVM stands in the place of
/// all other services. Reference, in turns: the same rows by bare JDBC, in batches of the same
/// size.
public final class SchedulerBench implements Bench {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final double NANOS = 1e9;

    @Override
    public String name() {
        return "scheduler";
    }

    @Override
    public String summary() {
        return "placement decisions from row to row: rate, latency, a lost plane, a restart";
    }

    @Override
    public Settings defaults() {
        return Settings.none()
                .with("deployments", 5_000)
                .with("planes", 100)
                .with("replicas", 2)
                .with("warm-up", 50)
                .with("warm-up-rate", 400)
                .with("warm-up-s", 30)
                .with("unloaded-changes", 200)
                .with("p99-ms", 250)
                .with("first-rate", 25)
                .with("most-rate", 25_600)
                .with("probe-s", 6)
                .with("hold-s", 30)
                .with("reference-s", 3)
                .with("profile-s", 10)
                .with("restart-deployments", 30_000)
                .with("growth-factor", 10)
                .with("growth-changes", 100)
                .with("heap-mib", 2_048)
                .with("lease-s", 5);
    }

    @Override
    public Settings quick() {
        return defaults()
                .with("deployments", 40)
                .with("planes", 4)
                .with("warm-up", 5)
                .with("warm-up-rate", 40)
                .with("warm-up-s", 1)
                .with("unloaded-changes", 5)
                .with("first-rate", 40)
                .with("most-rate", 40)
                .with("probe-s", 1)
                .with("hold-s", 1)
                .with("reference-s", 1)
                .with("profile-s", 1)
                .with("restart-deployments", 80)
                .with("growth-factor", 2)
                .with("growth-changes", 2)
                .with("heap-mib", 256)
                .with("lease-s", 1);
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        TraceFolder traces = TraceFolder.orSample(dataFolder());
        report.note("shapes: " + traces.describe());
        report.note("GNS is left out: changes go to Kafka from the WAL by the benchmark itself");
        Path work = Files.createTempDirectory("mcm-bench-scheduler-");
        try (SchedulerRig rig = new SchedulerRig(work, settings, traces)) {
            run(rig, settings, report);
        } finally {
            DirectoryTree.delete(work);
        }
    }

    private static Path dataFolder() {
        String folder = System.getenv("MCM_DATA_DIR");
        return folder == null
                ? Path.of(System.getProperty("mcm.root.dir", "."), "..", "shared", "data")
                : Path.of(folder);
    }

    private static void run(SchedulerRig rig, Settings settings, Report report) throws Exception {
        int deployments = settings.count("deployments");
        report.progress("a fleet of " + deployments + " deployments");
        rig.follow();
        rig.fleet().grow(deployments);
        double cost = rates(rig, settings, report);
        loss(rig, report);
        restart(rig, settings, report);
        int grown = deployments * settings.count("growth-factor");
        double costGrown = grown(rig, grown, settings, report);
        report.figure("growth_ratio", RatePhase.figure(costGrown / cost), null, "");
        report.note(rig.reports().text());
        report.note(
                "processor time of a decision: %.1f ms at %d deployments, %.1f ms at %d"
                        .formatted(cost, deployments, costGrown, grown));
    }

    private static double rates(SchedulerRig rig, Settings settings, Report report)
            throws Exception {
        OpenLoop changes = rig.changes();
        SchedulerProcess scheduler = rig.start(changes);
        RatePhase phase = new RatePhase(rig, scheduler, changes, settings, report);
        phase.warmUp();
        double cost = phase.unloaded();
        try (PlainUpserts reference = new PlainUpserts(rig.database(), oneOfEach(rig))) {
            phase.rates(reference);
        }
        report.figure("heap_mib", RatePhase.figure(scheduler.heapMib()), null, "MiB");
        changes.settle();
        rig.rest();
        rig.stop();
        return cost;
    }

    private static List<FleetRows.Cell> oneOfEach(SchedulerRig rig) throws Exception {
        Map<String, FleetRows.Cell> cells = new HashMap<>();
        rig.fleet().rows().placed().forEach(cell -> cells.put(cell.deployment(), cell));
        return List.copyOf(cells.values());
    }

    /// A plane with a replica of every deployment is declared lost.
    private static void loss(SchedulerRig rig, Report report) throws Exception {
        BenchFleet fleet = rig.fleet();
        fleet.addDoomedPlane();
        wantAll(rig);
        OpenLoop changes = rig.changes();
        rig.start(changes);
        changes.settle();
        rig.rest();
        wantAll(rig);
        int there = rig.ledger().replicasOn(BenchFleet.DOOMED);
        report.progress("a plane with " + there + " replicas is lost");
        long start = SystemTime.SYSTEM.nanoTime();
        fleet.declareDoomedLost();
        rig.health()
                .await(
                        () ->
                                "a lost plane to be empty (%d replicas are there; %s)"
                                        .formatted(
                                                rig.ledger().replicasOn(BenchFleet.DOOMED),
                                                fleet.waiting()),
                        LIMIT,
                        () -> rig.ledger().replicasOn(BenchFleet.DOOMED) == 0);
        double seconds = (rig.ledger().changedAt() - start) / NANOS;
        changes.awaitSettled();
        report.progress("lost to the last commit: %.1f s".formatted(seconds));
        report.figure("plane_loss_s", RatePhase.figure(seconds), null, "s");
        report.note("plane_loss_s: " + there + " replicas, one of each deployment");
        rig.rest();
        rig.stop();
    }

    private static void wantAll(SchedulerRig rig) {
        for (BenchDeployment deployment : rig.fleet().deployments()) {
            int desired = rig.fleet().desired(deployment);
            rig.ledger().wants(deployment.id(), new Wanted.Total(desired));
        }
    }

    /// From the start of the process to its first answer; the one before it was killed.
    private static void restart(SchedulerRig rig, Settings settings, Report report)
            throws Exception {
        int deployments = settings.count("restart-deployments");
        report.progress("a restart with " + deployments + " deployments");
        rig.fleet().grow(deployments);
        OpenLoop changes = rig.changes();
        SchedulerProcess first = rig.start(changes);
        first.killHard();
        long before = rig.ledger().changedRows();
        long start = SystemTime.SYSTEM.nanoTime();
        rig.startNow();
        String asked = changes.begin();
        rig.health()
                .await(
                        () -> "an answer to a change of " + asked + " after a restart",
                        LIMIT,
                        () -> rig.ledger().isAnswered(asked));
        double seconds = (rig.ledger().changedAt() - start) / NANOS;
        rig.rest();
        report.progress("start to the first answer: %.1f s".formatted(seconds));
        report.figure("restart_30k_s", RatePhase.figure(seconds), null, "s");
        report.figure(
                "restart_moves",
                RatePhase.figure((double) (rig.ledger().changedRows() - before - 1)),
                null,
                "");
        report.note(
                "restart_30k_s: %d deployments, killed hard, with the wait for its lease"
                        .formatted(deployments));
        rig.stop();
    }

    private static double grown(SchedulerRig rig, int deployments, Settings settings, Report report)
            throws Exception {
        report.progress("decisions among " + deployments + " deployments");
        rig.fleet().grow(deployments);
        OpenLoop changes = rig.changes();
        SchedulerProcess scheduler = rig.start(changes);
        RatePhase phase = new RatePhase(rig, scheduler, changes, settings, report);
        phase.warmUp();
        double cost = phase.oneByOne(settings.count("growth-changes"));
        changes.awaitSettled();
        rig.stop();
        return cost;
    }
}
