package dev.mcm.autoscaler.loop;

import dev.mcm.autoscaler.core.TargetChange;
import java.time.Duration;
import java.util.List;

/// Told what a round did.
public interface AutoscalerRoundObserver {
    void onDecided(int deployments, Duration took);

    void onWritten(List<TargetChange> changes);

    /// Another instance leads: what this one saw last is no longer news.
    void onStandby();
}
