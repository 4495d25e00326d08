package dev.mcm.autoscaler.loop;

import dev.mcm.autoscaler.core.TargetChange;
import java.time.Duration;
import java.util.List;

/// Told what a round did.
public interface RoundObserver {
    void onDecided(int deployments, Duration took);

    void onWritten(List<TargetChange> changes);
}
