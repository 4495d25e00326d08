package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.TargetChange;
import dev.mcm.autoscaler.loop.AutoscalerRoundObserver;
import dev.mcm.scheduler.core.PlaneCensus;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.loop.SchedulerRoundObserver;
import java.time.Duration;
import java.util.List;

/// Rounds whose meters nobody reads.
final class Unobserved {
    private Unobserved() {}

    static final class Scheduler implements SchedulerRoundObserver {
        @Override
        public void onRead(SchedulerSnapshot snapshot, Duration took) {}

        @Override
        public void onDecided(PlaneCensus planes, Duration took) {}

        @Override
        public void onWritten(SchedulerPlan plan, Duration took) {}

        @Override
        public void onStandby() {}
    }

    static final class Autoscaler implements AutoscalerRoundObserver {
        @Override
        public void onDecided(int deployments, Duration took) {}

        @Override
        public void onWritten(List<TargetChange> changes) {}

        @Override
        public void onStandby() {}
    }
}
