package dev.mcm.scheduler.loop;

import dev.mcm.scheduler.core.PlaneStatePolicy;
import dev.mcm.scheduler.core.SchedulerMemory;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.core.Scheduling;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.shared.loop.Tick;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.lease.Leadership;
import dev.mcm.state.plane.PlaneStateRow;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One round: read the snapshot, decide, write what differs. Does nothing while another instance
/// leads.
public final class SchedulerRound implements Tick, Readiness {
    private static final Logger log = LoggerFactory.getLogger(SchedulerRound.class);

    private final SchedulerStore store;
    private final SchedulerPolicy policy;
    private final SchedulerMemory memory = new SchedulerMemory();
    private final Leadership leadership;
    private final TimeSource time;
    private final SchedulerRoundObserver observer;
    private volatile @Nullable String problem = "no round has ended yet";

    public SchedulerRound(
            SchedulerStore store,
            SchedulerPolicy policy,
            Leadership leadership,
            TimeSource time,
            SchedulerRoundObserver observer) {
        this.store = store;
        this.policy = policy;
        this.leadership = leadership;
        this.time = time;
        this.observer = observer;
    }

    @Override
    public void run() {
        try {
            if (leadership.leads()) {
                round();
            } else {
                observer.onStandby();
            }
            problem = null;
        } catch (RuntimeException e) {
            problem = "the last round failed: " + e.getMessage();
            throw e;
        }
    }

    @Override
    public Optional<String> whyNotReady() {
        return Optional.ofNullable(problem);
    }

    private void round() {
        long start = time.nanoTime();
        SchedulerSnapshot snapshot = store.read();
        observer.onRead(snapshot, time.since(start));
        long read = time.nanoTime();
        Instant now = store.readAt();
        SchedulerPlan plan = Scheduling.decide(snapshot, policy, now, memory);
        observer.onDecided(
                PlaneStatePolicy.census(snapshot.planes(), policy, now), time.since(read));
        if (!plan.isEmpty()) {
            long decided = time.nanoTime();
            store.write(
                    plan,
                    now,
                    () -> {
                        observer.onWritten(plan, time.since(decided));
                        tell(plan);
                    });
        }
    }

    private static void tell(SchedulerPlan plan) {
        for (PlaneStateRow state : plan.planeStates()) {
            log.atInfo()
                    .addKeyValue("plane", state.planeId())
                    .addKeyValue("state", state.state())
                    .addKeyValue("why", state.message())
                    .log("Plane state");
        }
        if (!plan.placements().isEmpty()) {
            log.atInfo().addKeyValue("changes", plan.placements().size()).log("Placements changed");
        }
    }
}
