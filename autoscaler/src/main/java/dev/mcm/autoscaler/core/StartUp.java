package dev.mcm.autoscaler.core;

/// The way of a deployment from zero to its first ready replica. Until it has ended, the last
/// replica stays: a model that loads for longer than the scale-down delay would otherwise never
/// serve. It ends when a replica is ready, or fails when one has been bound to a node for as long
/// as the deployment's progress deadline and none was ready. Waiting for a node costs nothing and
/// has no deadline.
///
/// @param since when it began from zero; [PlaneSeries#NEVER] = it did not
/// @param boundSince when a replica was first seen bound to a node, or NEVER
/// @param readyAt when a replica was first seen ready, or NEVER
/// @param risen a replica became ready since; false = the ready one may be left over from before
///   and count only while it is there
/// @param loadingAt last second in which replicas were loading, while [GrowthLimit] is in force,
///   else NEVER
public record StartUp(long since, long boundSince, long readyAt, boolean risen, long loadingAt) {
    public static final StartUp NONE =
            new StartUp(
                    PlaneSeries.NEVER,
                    PlaneSeries.NEVER,
                    PlaneSeries.NEVER,
                    false,
                    PlaneSeries.NEVER);

    /// Where a start-up stands.
    enum Phase {
        /// No replica has been ready yet.
        STARTING,
        /// A replica was ready.
        READY,
        /// None became ready in time.
        FAILED
    }

    /// One that begins now.
    public static StartUp at(long now) {
        return new StartUp(now, PlaneSeries.NEVER, PlaneSeries.NEVER, false, PlaneSeries.NEVER);
    }

    /// With what is seen of the replicas at `now`.
    StartUp next(Replicas running, long now) {
        long bound = boundSince == PlaneSeries.NEVER && running.bound() > 0 ? now : boundSince;
        if (running.ready() == 0) {
            return new StartUp(since, bound, risen ? readyAt : PlaneSeries.NEVER, risen, loadingAt);
        }
        return readyAt == PlaneSeries.NEVER
                ? new StartUp(since, bound, now, now > since, loadingAt)
                : new StartUp(since, bound, readyAt, risen, loadingAt);
    }

    StartUp loadingAt(long second) {
        return new StartUp(since, boundSince, readyAt, risen, second);
    }

    /// Equal but for a time that every decision moves on.
    boolean alike(StartUp other) {
        boolean loading = loadingAt != PlaneSeries.NEVER;
        return loading == (other.loadingAt != PlaneSeries.NEVER)
                && loadingAt(PlaneSeries.NEVER).equals(other.loadingAt(PlaneSeries.NEVER));
    }

    /// What its caller has changed has the whole time again.
    Phase phase(Intent intent, long now) {
        if (readyAt != PlaneSeries.NEVER) {
            return Phase.READY;
        }
        boolean overdue =
                boundSince != PlaneSeries.NEVER
                        && now - Math.max(boundSince, intent.changedAt())
                                >= intent.progressDeadlineSeconds();
        return overdue ? Phase.FAILED : Phase.STARTING;
    }

    boolean readyFor(int seconds, long now) {
        return readyAt != PlaneSeries.NEVER && now - readyAt >= seconds;
    }
}
