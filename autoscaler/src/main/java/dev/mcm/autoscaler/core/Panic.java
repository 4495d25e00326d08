package dev.mcm.autoscaler.core;

import java.util.OptionalLong;

/// Panic mode of a deployment: while it lasts the scale only grows.
///
/// @param since last second in which the threshold was reached; [#CALM] = not in panic
/// @param maxReplicas largest scale wanted in this panic
public record Panic(long since, int maxReplicas) {
    static final long CALM = Long.MIN_VALUE;
    public static final Panic NONE = new Panic(CALM, 0);

    /// State of a start without a memory: with more than one replica it is a panic, so that nothing
    /// shrinks for one window.
    static Panic atStart(int replicas, long now) {
        return new Panic(replicas > 1 ? now : CALM, replicas);
    }

    boolean active() {
        return since != CALM;
    }

    public OptionalLong begin() {
        return active() ? OptionalLong.of(since) : OptionalLong.empty();
    }

    /// After a decision at `now`: a reached threshold starts or extends the panic; it ends a whole
    /// window after the last time.
    Panic next(boolean overThreshold, int windowSeconds, long now) {
        if (overThreshold) {
            return new Panic(now, active() ? maxReplicas : 0);
        }
        return active() && since + windowSeconds < now ? NONE : this;
    }

    Panic ratchet(int replicas) {
        return new Panic(since, Math.max(maxReplicas, replicas));
    }
}
