package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.PlaneId;
import java.util.Map;

/// What is kept of a deployment over a restart, beside the samples that Kafka still has.
///
/// @param series by plane, what its samples said last
public record Checkpoint(ScaleState state, Map<PlaneId, Mark> series) {
    public Checkpoint {
        series = Map.copyOf(series);
    }

    /// @param lastReport second of the last sample
    /// @param zeroSince start of the zeros, or [PlaneSeries#NEVER]
    public record Mark(long lastReport, long zeroSince) {}
}
