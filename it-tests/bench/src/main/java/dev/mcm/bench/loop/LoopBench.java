package dev.mcm.bench.loop;

import dev.mcm.atc.v1.CordonPlaneRequest;
import dev.mcm.atc.v1.UncordonPlaneRequest;
import dev.mcm.bench.Bench;
import dev.mcm.bench.Percentile;
import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import dev.mcm.bench.Settings;
import dev.mcm.local.stack.LocalPlane;
import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.local.stack.StackOptions;
import dev.mcm.local.stack.StackTiming;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.process.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The running suite as `./mcm up` starts it: six services, Postgres, Kafka and two simulated
/// planes on this machine, with the timings that `up` has. Nothing is mocked; what is measured is
/// seen in the planes' own APIs and in the control database.
public final class LoopBench implements Bench {
    private static final String FIRST = "plane-1";
    private static final String SECOND = "plane-2";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final double NANOS_PER_MS = 1e6;
    private static final double NANOS = 1e9;
    private static final int PODS_A_NODE = 80;
    private static final int NODE_CORES = 64;
    private static final int NODE_MEMORY_MIB = 262_144;
    private static final int MILLI = 1_000;
    private static final int SMALL = 100;

    /// More than a node has, less than one that comes.
    private static final int LARGE = 100 * MILLI;

    private static final int COMING_CORES = 128;

    @Override
    public String name() {
        return "loop";
    }

    @Override
    public String summary() {
        return "the running suite: created to ACTIVE, a workload deleted by hand, capacity, a lost"
                + " plane";
    }

    @Override
    public Settings defaults() {
        return Settings.none()
                .with("deployments", 1_000)
                .with("callers", 8)
                .with("deleted", 100)
                .with("delete-over-s", 70)
                .with("capacity-rounds", 30);
    }

    @Override
    public Settings quick() {
        return defaults()
                .with("deployments", 10)
                .with("deleted", 3)
                .with("delete-over-s", 1)
                .with("capacity-rounds", 2);
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        Path work = Files.createTempDirectory("mcm-bench-loop-");
        StackOptions options =
                new StackOptions(
                        work, planes(settings.count("deployments")), StackTiming.relaxed(), 0);
        try (LocalStack stack = LocalStack.start(options, report::progress);
                AppliedWorkloads first = new AppliedWorkloads(stack.plane(FIRST));
                AppliedWorkloads second = new AppliedWorkloads(stack.plane(SECOND));
                ControlRows rows = new ControlRows(stack.postgres().dataSource("mcm"))) {
            LoopTenant tenant = new LoopTenant(stack.atc());
            created(stack, tenant, settings, report);
            deletedByHand(rows.on(FIRST), first, settings, report);
            capacity(stack.plane(SECOND), tenant, rows, second, settings, report);
            lost(stack.plane(FIRST), rows, second, report);
        } finally {
            DirectoryTree.delete(work);
        }
        report.note("all parts, planes and load share this machine");
    }

    /// Each has room for all.
    private static List<PlaneSpec> planes(int deployments) {
        List<SimulatedNode> nodes =
                IntStream.rangeClosed(0, deployments / PODS_A_NODE + 1)
                        .mapToObj(i -> node("node-" + i, NODE_CORES))
                        .toList();
        return List.of(
                new PlaneSpec(FIRST, "aws", "us-east-1", nodes),
                new PlaneSpec(SECOND, "gcp", "us-west4", nodes));
    }

    private static SimulatedNode node(String name, int cores) {
        return SimulatedNode.of(name, (long) cores * MILLI, NODE_MEMORY_MIB, 0, "");
    }

    /// All of them on the first plane: the second is cordoned meanwhile.
    private static void created(
            LocalStack stack, LoopTenant tenant, Settings settings, Report report)
            throws Exception {
        int count = settings.count("deployments");
        report.progress("creating " + count + " deployments");
        var _ =
                stack.atc()
                        .planes()
                        .cordonPlane(
                                CordonPlaneRequest.newBuilder()
                                        .setId(SECOND)
                                        .setReason("bench")
                                        .build());
        // The first creations warm up.
        List<String> warm = tenant.create("warm", settings.count("callers"), 1, SMALL);
        await("the first deployments to be ACTIVE", tenant, warm);
        long start = SystemTime.SYSTEM.nanoTime();
        List<String> ids = tenant.create("model", count, settings.count("callers"), SMALL);
        double calls = (SystemTime.SYSTEM.nanoTime() - start) / NANOS;
        await("all deployments to be ACTIVE", tenant, ids);
        double seconds = (tenant.lastActive(ids) - start) / NANOS;
        report.figure("created_to_active_per_s", one(count / seconds), null, "1/s");
        report.figure("create_calls_per_s", one(count / calls), null, "1/s");
        var _ =
                stack.atc()
                        .planes()
                        .uncordonPlane(UncordonPlaneRequest.newBuilder().setId(SECOND).build());
    }

    private static void await(String what, LoopTenant tenant, List<String> ids) {
        Waiting.until(
                () -> what + ", " + tenant.active(ids) + " of " + ids.size() + " are",
                LIMIT,
                () -> tenant.active(ids) == ids.size());
    }

    private static void deletedByHand(
            Set<String> deployments, AppliedWorkloads plane, Settings settings, Report report)
            throws InterruptedException {
        report.progress("deleting workloads by hand");
        List<String> ids = deployments.stream().sorted().limit(settings.count("deleted")).toList();
        Duration step = Duration.ofSeconds(settings.count("delete-over-s")).dividedBy(ids.size());
        Map<String, Long> deleted = new HashMap<>();
        for (String id : ids) {
            AppliedWorkloads.Applied before = plane.of(id).orElseThrow();
            deleted.put(id, SystemTime.SYSTEM.nanoTime());
            plane.delete(before.workload());
            Waiting.pause(step);
        }
        List<Double> millis = new ArrayList<>();
        deleted.forEach((id, at) -> {
            Waiting.until(
                    "the workload of " + id + " to come back",
                    LIMIT,
                    () -> plane.of(id).filter(now -> now.nanos() > at).isPresent());
            millis.add((plane.of(id).orElseThrow().nanos() - at) / NANOS_PER_MS);
        });
        report.figure("deleted_to_applied_p99_ms", one(Percentile.p99(millis)), null, "ms");
        report.figure("deleted_to_applied_p50_ms", new Rounds(millis), null, "ms");
    }

    private static void capacity(
            LocalPlane plane,
            LoopTenant tenant,
            ControlRows rows,
            AppliedWorkloads applied,
            Settings settings,
            Report report)
            throws Exception {
        report.progress("nodes that come");
        List<Double> placed = new ArrayList<>();
        List<Double> pushed = new ArrayList<>();
        for (int round = 0; round < settings.count("capacity-rounds"); round++) {
            String id = tenant.create("large" + round, 1, 1, LARGE).getFirst();
            Waiting.until("a replica that waits", LIMIT, () -> rows.pending(id) == 1);
            long start = SystemTime.SYSTEM.nanoTime();
            ((SimulatedLocalPlane) plane)
                    .simulation()
                    .addNode(node("coming-" + round, COMING_CORES));
            awaitSoon(() -> rows.placed(id) == 1);
            placed.add((SystemTime.SYSTEM.nanoTime() - start) / NANOS_PER_MS);
            Waiting.until("its workload", LIMIT, () -> applied.of(id).isPresent());
            pushed.add((applied.of(id).orElseThrow().nanos() - start) / NANOS_PER_MS);
        }
        report.figure("capacity_to_placed_p99_ms", one(Percentile.p99(placed)), null, "ms");
        report.figure("capacity_to_placed_p50_ms", new Rounds(placed), null, "ms");
        report.figure("capacity_to_applied_p99_ms", one(Percentile.p99(pushed)), null, "ms");
    }

    private static void lost(
            LocalPlane plane, ControlRows rows, AppliedWorkloads elsewhere, Report report)
            throws Exception {
        Set<String> there = new HashSet<>(rows.on(FIRST));
        report.progress("a plane with " + there.size() + " deployments vanishes");
        long cut = SystemTime.SYSTEM.nanoTime();
        plane.cutOff();
        awaitSoon(() -> rows.stateOf(FIRST).equals("LOST"));
        long lost = SystemTime.SYSTEM.nanoTime();
        Waiting.until(
                () -> "workloads elsewhere, " + elsewhere.since(cut, there).size() + " are there",
                LIMIT,
                () -> elsewhere.since(cut, there).size() == there.size());
        double seconds = (elsewhere.last(there) - lost) / NANOS;
        report.figure("lost_to_applied_s", one(seconds), null, "s");
        report.figure("cut_off_to_lost_s", one((lost - cut) / NANOS), null, "s");
        report.note(
                "lost_to_applied_s: %d deployments on the plane (--deployments 5000 for the goal's)"
                        .formatted(there.size()));
    }

    /// Asks every few milliseconds: what is waited for is measured.
    private static void awaitSoon(Waiting.Condition condition) throws Exception {
        long start = SystemTime.SYSTEM.nanoTime();
        while (!condition.holds()) {
            if (SystemTime.SYSTEM.since(start).compareTo(LIMIT) > 0) {
                throw new IllegalStateException("waited " + LIMIT + " in vain");
            }
            Waiting.pause(Duration.ofMillis(2));
        }
    }

    private static Rounds one(double value) {
        return new Rounds(List.of(value));
    }
}
