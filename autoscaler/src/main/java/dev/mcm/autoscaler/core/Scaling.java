package dev.mcm.autoscaler.core;

import dev.mcm.state.deployment.Autoscaling;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The Autoscaler's decision on one deployment. Pure.
///
/// Up at once. Down only when the need has been below the scale for the whole scale-down delay,
/// then by at most the allowed share of the excess per delay. To zero only when every plane has
/// reported zero for the whole delay and a replica has been ready for as long. A missing input only
/// ever forbids to lower.
public final class Scaling {
    private final Autoscaling settings;
    private final Demand demand;
    private final ScaleState before;
    private final StartUp startUp;
    private final StartUp.Phase phase;
    private final int deadlineSeconds;
    private final GrowthLimit growth;
    private final long now;

    private Scaling(Intent intent, Demand demand, ScaleState before, long now) {
        this.settings = intent.settings();
        this.demand = demand;
        this.before = before;
        this.startUp = startUpNow(before, intent.settings(), demand, now);
        this.phase = startUp.phase(intent, now);
        this.deadlineSeconds = intent.progressDeadlineSeconds();
        this.growth = GrowthLimit.of(startUp, demand, before.desired(), settings);
        this.now = now;
    }

    /// @param before what the last decision left; null = first decision on this deployment
    public static ScaleDecision decide(
            Intent intent, Demand demand, @Nullable ScaleState before, long now) {
        if (!intent.active()) {
            return new ScaleDecision(
                    0,
                    Reason.INACTIVE,
                    () -> "The deployment is not active.",
                    ScaleState.starting(0, PlaneSeries.NEVER));
        }
        Autoscaling settings = intent.settings();
        if (before == null || before.decidedAt() == PlaneSeries.NEVER) {
            return initial(settings, "A new deployment", now);
        }
        Scaling scaling = new Scaling(intent, demand, before.bridging(settings, now), now);
        boolean changed = before.failed() && scaling.phase == StartUp.Phase.STARTING;
        return changed
                ? initial(settings, "Changed after it failed to start, the deployment", now)
                : scaling.decide();
    }

    private static ScaleDecision initial(Autoscaling settings, String who, long now) {
        int initial = ScalingTerms.bounded(settings, ScalingTerms.initialScale(settings));
        return new ScaleDecision(
                initial,
                Reason.INITIAL,
                () -> who + " starts with %d.".formatted(initial),
                ScaleState.starting(initial, now));
    }

    private ScaleDecision decide() {
        Holds holds =
                new Holds(before.holds(), before.releasedAt())
                        .next(
                                demand,
                                before.desired(),
                                ScalingTerms.targetPerReplica(settings),
                                now);
        ConcurrencyScale scale = scale(holds);
        int needed = holds.keeping(scale.needed(), before.desired());
        boolean seen = before.trafficSeen() || demand.stableAverage() > 0;
        int recorded = demand.visiblePlanes() == 0 ? before.desired() : needed;
        Peaks peaks = before.peaks().with(now, recorded, remembered());
        Step step = step(proven(needed), proven(peaks.max()), scale, holds);
        ScaleState after =
                new ScaleState(
                        step.desired,
                        scale.panic(),
                        peaks,
                        step.desired < before.desired() ? lowering() : before.lowering(),
                        now,
                        startUpAfter(step.desired),
                        holds.byPlane(),
                        holds.releasedAt(),
                        seen);
        return new ScaleDecision(step.desired, step.reason, step.message, after);
    }

    /// Seconds for which a need counts: the delay, and a window more while what goes to a plane
    /// whose reports are late is in nobody's average.
    private int remembered() {
        int unseen = demand.late() ? settings.windowSeconds() : 0;
        return Math.max(1, settings.scaleDownDelaySeconds() + unseen);
    }

    private static StartUp startUpNow(
            ScaleState before, Autoscaling settings, Demand demand, long now) {
        StartUp startUp = before.startUp();
        return before.desired() == 0
                ? startUp
                : startUp.next(demand.running(), now)
                        .loadingAt(
                                GrowthLimit.loadingAt(
                                        startUp.loadingAt(),
                                        demand,
                                        before.desired(),
                                        settings,
                                        now));
    }

    private StartUp startUpAfter(int desired) {
        if (desired == 0) {
            return phase == StartUp.Phase.FAILED ? startUp : StartUp.NONE;
        }
        return before.desired() == 0 ? StartUp.at(now).next(demand.running(), now) : startUp;
    }

    private Lowering lowering() {
        return before.lowering().at(now, before.desired(), settings.scaleDownDelaySeconds());
    }

    private ConcurrencyScale scale(Holds holds) {
        if (demand.visiblePlanes() == 0) {
            return new ConcurrencyScale(holds.total(), before.panic());
        }
        ConcurrencyScale.Load load =
                new ConcurrencyScale.Load(
                        limited(demand.stableAverage(), holds),
                        limited(demand.panicAverage(), holds),
                        demand.ready(),
                        ScalingTerms.targetPerReplica(settings),
                        holds.total());
        return ConcurrencyScale.decide(
                load, ReactionLimits.DEFAULT, settings.windowSeconds(), before.panic(), now);
    }

    private double limited(double average, Holds holds) {
        return growth.limited(average, ScalingTerms.targetPerReplica(settings), holds.total());
    }

    private boolean limits(Holds holds) {
        return limited(demand.stableAverage(), holds) < demand.stableAverage()
                || limited(demand.panicAverage(), holds) < demand.panicAverage();
    }

    /// Zero needs proof; without it the last replica stays, but none is started.
    private int proven(int needed) {
        boolean zero = needed == 0 && settings.minReplica() == 0;
        return zero && !zeroAllowed() ? Math.min(1, before.desired()) : needed;
    }

    private boolean zeroAllowed() {
        int delay = settings.scaleDownDelaySeconds();
        boolean started = phase == StartUp.Phase.FAILED || startUp.readyFor(delay, now);
        return started && demand.zeroProvenFor(delay, now);
    }

    private record Step(int desired, Reason reason, Supplier<String> message) {}

    private Step step(int wanted, int peak, ConcurrencyScale scale, Holds holds) {
        int current = before.desired();
        if (current > settings.maxReplica()) {
            return new Step(
                    settings.maxReplica(),
                    Reason.MAX_REPLICA,
                    () -> "max_replica is %d.".formatted(settings.maxReplica()));
        }
        if (ScalingTerms.bounded(settings, wanted) > current) {
            return upTo(wanted, scale, holds);
        }
        if (ScalingTerms.bounded(settings, wanted) == current) {
            return same(wanted, scale, holds);
        }
        if (demand.visiblePlanes() == 0 || !demand.windowFilled(settings.windowSeconds(), now)) {
            return new Step(current, Reason.HOLD_NO_METRICS, this::holdMessage);
        }
        if (!holds.arrived(settings.windowSeconds(), now)) {
            return new Step(current, Reason.HOLD_SILENT_PLANE, () -> releasedMessage(holds));
        }
        if (scale.panic().active()) {
            return new Step(current, Reason.PANIC, () -> load(wanted));
        }
        int floor = ScalingTerms.bounded(settings, peak);
        return floor < current ? down(floor, wanted, holds) : waiting(wanted);
    }

    private Step upTo(int wanted, ConcurrencyScale scale, Holds holds) {
        return new Step(
                ScalingTerms.bounded(settings, wanted),
                limit(wanted, scale, holds),
                () -> load(wanted, holds));
    }

    private Step same(int wanted, ConcurrencyScale scale, Holds holds) {
        if (demand.visiblePlanes() == 0) {
            return new Step(before.desired(), Reason.HOLD_NO_METRICS, this::holdMessage);
        }
        if (before.desired() == 0) {
            return zero();
        }
        if (wanted == 1 && scale.needed() == holds.total()) {
            return unproven();
        }
        return new Step(before.desired(), limit(wanted, scale, holds), () -> load(wanted, holds));
    }

    private Reason limit(int wanted, ConcurrencyScale scale, Holds holds) {
        if (wanted < settings.minReplica()) {
            return Reason.MIN_REPLICA;
        }
        if (wanted > settings.maxReplica()) {
            return Reason.MAX_REPLICA;
        }
        if (limits(holds)) {
            return Reason.LOADING;
        }
        if (holds.total() > 0 || holds.keeping(scale.needed(), wanted) > scale.needed()) {
            return Reason.HOLD_SILENT_PLANE;
        }
        return scale.panic().active() ? Reason.PANIC : Reason.CONCURRENCY;
    }

    private Step waiting(int wanted) {
        boolean initial =
                !before.trafficSeen()
                        && demand.stableAverage() == 0
                        && before.desired() == ScalingTerms.initialScale(settings);
        Supplier<String> message =
                () ->
                        load(wanted)
                                + " Lower only after %d s."
                                        .formatted(settings.scaleDownDelaySeconds());
        return new Step(
                before.desired(), initial ? Reason.INITIAL : Reason.SCALE_DOWN_DELAY, message);
    }

    private Step zero() {
        if (before.failed() || phase == StartUp.Phase.FAILED) {
            return new Step(
                    0,
                    Reason.START_FAILED,
                    () ->
                            "No replica was ready %d s after one was bound to a node; no requests."
                                    .formatted(deadlineSeconds));
        }
        return new Step(
                0,
                Reason.SCALED_TO_ZERO,
                () -> "No requests for %d s.".formatted(settings.scaleDownDelaySeconds()));
    }

    private Step unproven() {
        if (phase == StartUp.Phase.STARTING) {
            return new Step(before.desired(), Reason.STARTING, this::startingMessage);
        }
        Supplier<String> message =
                () ->
                        "The last replica stays until every plane has reported zero for %d s; %d silent."
                                .formatted(
                                        settings.scaleDownDelaySeconds(), demand.silent().size());
        boolean settling = demand.silent().isEmpty() && demand.zeroSince() != PlaneSeries.NEVER;
        return new Step(
                before.desired(),
                settling ? Reason.SCALE_DOWN_DELAY : Reason.HOLD_ZERO_UNPROVEN,
                message);
    }

    private Step down(int floor, int wanted, Holds holds) {
        int current = before.desired();
        int lowest = lowering().lowest(floor, settings.maxScaleDownRatePercent());
        if (lowest >= current) {
            return new Step(
                    current,
                    Reason.SCALE_DOWN_RATE,
                    () -> load(wanted) + " The next step waits for the delay.");
        }
        if (Math.max(lowest, floor) == 0) {
            return zero();
        }
        if (lowest > floor) {
            Supplier<String> message =
                    () ->
                            "At most %d were needed for %d s: %d %% of the excess goes per delay."
                                    .formatted(
                                            floor,
                                            settings.scaleDownDelaySeconds(),
                                            settings.maxScaleDownRatePercent());
            return new Step(lowest, Reason.SCALE_DOWN_RATE, message);
        }
        boolean min = floor == settings.minReplica() && wanted < floor;
        Reason settled = holds.total() > 0 ? Reason.HOLD_SILENT_PLANE : Reason.CONCURRENCY;
        return new Step(floor, min ? Reason.MIN_REPLICA : settled, () -> load(wanted));
    }

    private String startingMessage() {
        return "No replica has been ready yet, %d bound to a node; the last one stays until one is, at most %d s."
                .formatted(demand.running().bound(), deadlineSeconds);
    }

    private String holdMessage() {
        return "No whole window of metrics%s: %d planes report, %d are silent%s; %d kept."
                .formatted(
                        demand.completeSince() == PlaneSeries.NEVER
                                ? ""
                                : " since " + Instant.ofEpochSecond(demand.completeSince()),
                        demand.visiblePlanes(),
                        demand.silent().size(),
                        demand.lastHeard() == PlaneSeries.NEVER
                                ? ""
                                : ", last heard at " + Instant.ofEpochSecond(demand.lastHeard()),
                        before.desired());
    }

    private String releasedMessage(Holds holds) {
        return "Fewer replicas are held for silent planes since %s; %d kept until a whole window of metrics shows what they carried."
                .formatted(Instant.ofEpochSecond(holds.releasedAt()), before.desired());
    }

    private String load(int wanted, Holds holds) {
        return limits(holds)
                ? load(wanted)
                        + String.format(
                                Locale.ROOT,
                                " No more while replicas load, %d are ready; what arrives needs"
                                        + " %.2f in flight.",
                                demand.running().ready(),
                                demand.offered())
                : load(wanted);
    }

    private String load(int wanted) {
        return String.format(
                Locale.ROOT,
                "%.2f requests in flight over %d s (%.2f over %d s) at %.2f per replica ask for %d;"
                        + " %d planes silent.",
                demand.stableAverage(),
                settings.windowSeconds(),
                demand.panicAverage(),
                ScalingTerms.panicWindowSeconds(settings),
                ScalingTerms.targetPerReplica(settings),
                wanted,
                demand.silent().size());
    }
}
