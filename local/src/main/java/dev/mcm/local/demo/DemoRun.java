package dev.mcm.local.demo;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.local.stack.LocalPlane;
import dev.mcm.local.stack.LocalStack;
import dev.mcm.local.view.Screen;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// The demo from the first deployment to the verdict: create all → wait until ready → traffic → cut
/// a plane off in the middle of it → its replicas ready elsewhere → traffic ends, scale falls back
/// → the plane returns → everything agrees.
final class DemoRun implements AutoCloseable {
    private static final Duration SAMPLE_EVERY = Duration.ofMillis(500);

    /// The plane is cut off this long after the traffic has begun.
    private static final Duration CUT_AFTER = Duration.ofSeconds(12);

    private static final double PHASES = 6;

    private final LocalStack stack;
    private final DemoInput input;
    private final Screen screen;
    private final TimeSource time;
    private final DemoWatch watch;
    private final LoopTraceFeed trace;
    private final DemoVerdict verdict = new DemoVerdict();
    private final AtomicReference<List<URI>> gateways;
    private final long start;
    private int peak;

    DemoRun(LocalStack stack, DemoInput input, Screen screen, TimeSource time) {
        this.stack = stack;
        this.input = input;
        this.screen = screen;
        this.time = time;
        this.watch = new DemoWatch(stack);
        this.trace = LoopTraceFeed.start(stack.kafkaBootstrap());
        this.gateways =
                new AtomicReference<>(stack.planes().stream().map(LocalPlane::gateway).toList());
        this.start = time.nanoTime();
    }

    DemoVerdict run() throws InterruptedException {
        Map<String, String> ids = DemoSetup.create(stack.atc(), input);
        screen.say(
                "asked ATC for "
                        + ids.size()
                        + " deployments in organisation "
                        + DemoSetup.ORGANIZATION);
        untilReady();
        String target = Objects.requireNonNull(ids.get(input.target().name()), "target");
        try (TrafficReplay traffic =
                new TrafficReplay(time, input.traffic(), new DeploymentId(target), gateways::get)) {
            traffic.start();
            long trafficStart = time.nanoTime();
            await(
                    "traffic",
                    1,
                    CUT_AFTER.plusSeconds(5),
                    _ -> time.since(trafficStart).compareTo(CUT_AFTER) >= 0);
            String lost = losePlane(target);
            await("traffic", 3, DemoLimits.TRAFFIC, _ -> traffic.done());
            backToBase(traffic);
            healAndConverge(lost);
        }
        DemoSample last = watch.sample();
        screen.say("");
        DemoView.summary(last, trace.trace()).forEach(screen::say);
        return verdict;
    }

    private void untilReady() throws InterruptedException {
        long begun = time.nanoTime();
        boolean ready =
                await(
                        "first replicas",
                        0,
                        DemoLimits.FIRST_READY,
                        sample -> sample.divergence().isEmpty() && complete(sample));
        verdict.check(
                "all deployments ready within " + DemoLimits.FIRST_READY.toSeconds() + " s",
                ready,
                seconds(time.since(begun)));
    }

    private boolean complete(DemoSample sample) {
        return sample.deployments().size() == input.deployments().size()
                && sample.deployments().stream().allMatch(d -> d.getReplicas().getReady() > 0);
    }

    /// Cuts off the plane that runs most of the target's replicas, and waits for its replicas
    /// elsewhere.
    private String losePlane(String target) throws InterruptedException {
        DemoSample before = watch.sample();
        String lost =
                before.ready().entrySet().stream()
                        .max(
                                Comparator.comparing((Map.Entry<String, Map<String, Integer>> e) ->
                                        e.getValue().getOrDefault(target, 0)))
                        .orElseThrow()
                        .getKey();
        screen.say(
                "%3d s  plane %s loses its API and its Kafka link"
                        .formatted(time.since(start).toSeconds(), lost));
        stack.plane(lost).cutOff();
        watch.unreachable(lost);
        boolean declared =
                await(
                        "plane " + lost + " is cut off",
                        2,
                        DemoLimits.DECLARED_LOST,
                        s -> s.isLost(lost));
        screen.say("%3d s  plane %s is LOST".formatted(time.since(start).toSeconds(), lost));
        gateways.set(
                stack.planes().stream()
                        .filter(p -> !p.id().equals(lost))
                        .map(LocalPlane::gateway)
                        .toList());
        long lostAt = time.nanoTime();
        boolean moved =
                declared
                        && await(
                                "replicas move",
                                2,
                                DemoLimits.READY_ELSEWHERE,
                                s -> readyElsewhere(s, lost));
        verdict.check(
                "replicas of the lost plane ready elsewhere within "
                        + DemoLimits.READY_ELSEWHERE.toSeconds()
                        + " s after LOST",
                moved,
                declared ? seconds(time.since(lostAt)) : "never declared LOST");
        return lost;
    }

    private static boolean readyElsewhere(DemoSample sample, String lost) {
        return sample.deployments().stream()
                .allMatch(
                        d -> sample.readyWithout(d.getId(), lost) >= d.getReplicas().getDesired());
    }

    private void backToBase(TrafficReplay traffic) throws InterruptedException {
        int base = input.target().base();
        verdict.check(
                "peak desired ≥ " + DemoLimits.PEAK_FACTOR + "× base " + base,
                peak >= DemoLimits.PEAK_FACTOR * base,
                Integer.toString(peak));
        verdict.check(
                "every request answered",
                traffic.failed() == 0,
                traffic.answered()
                        + " of "
                        + traffic.total()
                        + ", "
                        + traffic.failed()
                        + " failed");
        long begun = time.nanoTime();
        boolean back =
                await("traffic has ended", 4, DemoLimits.BACK_TO_BASE, s -> desired(s) == base);
        verdict.check(
                "desired back at base "
                        + base
                        + " within "
                        + DemoLimits.BACK_TO_BASE.toSeconds()
                        + " s",
                back,
                seconds(time.since(begun)));
    }

    private void healAndConverge(String lost) throws InterruptedException {
        screen.say("%3d s  plane %s is back".formatted(time.since(start).toSeconds(), lost));
        stack.plane(lost).heal();
        watch.reachable(lost);
        long begun = time.nanoTime();
        boolean converged =
                await(
                        "plane " + lost + " is back",
                        5,
                        DemoLimits.CONVERGED,
                        s ->
                                !s.isLost(lost)
                                        && s.ready().containsKey(lost)
                                        && s.divergence().isEmpty());
        verdict.check(
                "desired = placed = ready, read from the planes' APIs",
                converged,
                converged
                        ? seconds(time.since(begun)) + " after the plane's return"
                        : String.join("; ", watch.sample().divergence()));
    }

    /// Samples until `goal` holds or `limit` has passed; keeps the view alive.
    private boolean await(String phase, int number, Duration limit, Predicate<DemoSample> goal)
            throws InterruptedException {
        long begun = time.nanoTime();
        while (true) {
            DemoSample sample = watch.sample();
            peak = Math.max(peak, desired(sample));
            screen.live(
                    DemoView.live(phase, number / PHASES, time.since(start), sample),
                    time.instant());
            if (goal.test(sample)) {
                return true;
            }
            if (time.since(begun).compareTo(limit) > 0) {
                return false;
            }
            time.sleep(SAMPLE_EVERY);
        }
    }

    private int desired(DemoSample sample) {
        return sample.named(input.target().name())
                .map(Deployment::getReplicas)
                .map(r -> r.getDesired())
                .orElse(0);
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1e3);
    }

    @Override
    public void close() {
        trace.close();
        watch.close();
    }
}
