package dev.mcm.autoscaler.core;

/// The scale-down delay in which the scale is being lowered: over its whole length at most the
/// allowed share of the excess goes, counted from the scale at its begin.
///
/// @param since when the first replica went; [PlaneSeries#NEVER] = none has gone yet
/// @param from scale before that
public record Lowering(long since, int from) {
    public static final Lowering NONE = new Lowering(PlaneSeries.NEVER, 0);

    /// This one while it lasts, else a new one from the present scale.
    Lowering at(long now, int current, int delaySeconds) {
        boolean lasts = since != PlaneSeries.NEVER && now - since < delaySeconds && from >= current;
        return lasts ? this : new Lowering(now, current);
    }

    /// Least scale allowed by the rate when `floor` replicas are needed: the share of the excess is
    /// rounded down, but one replica may always go.
    int lowest(int floor, int percent) {
        int excess = from - floor;
        return from - (int) Math.max(1, (long) excess * percent / 100);
    }
}
