package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;
import dev.mcm.state.observed.ReplicaState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A pod of a workload. Mutable, owned by its plane.
public final class Pod {
    /// Where it stands between its creation and its end.
    public enum State {
        /// No machine has room for it yet.
        UNBOUND,
        /// Pulls its image or loads its model.
        STARTING,
        /// Its image is broken.
        FAILING,
        /// Serves.
        READY,
        /// Told to end; it holds its machine's room until it is gone.
        ENDING
    }

    /// The Scheduler reserves nothing for what has no machine for so long.
    private static final Duration IN_VAIN = Duration.ofSeconds(15);

    final long id;
    final ModelledWorkload.Key workload;
    final Shape shape;
    final Instant createdAt;
    State state = State.UNBOUND;
    @Nullable Machine machine;
    @Nullable Instant boundAt;
    int starts;
    private boolean refused;

    Pod(long id, ModelledWorkload.Key workload, Shape shape, Instant createdAt) {
        this.id = id;
        this.createdAt = createdAt;
        this.workload = workload;
        this.shape = shape;
    }

    public ModelledWorkload.Key workload() {
        return workload;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Shape shape() {
        return shape;
    }

    /// It waited in vain when the other came, and found its machine before it.
    public boolean wasTakenBefore(Pod other) {
        return createdAt.plus(IN_VAIN).isBefore(other.createdAt)
                && boundAt != null
                && boundAt.isAfter(other.createdAt);
    }

    /// Where it is; null = nowhere yet.
    public @Nullable Machine machine() {
        return machine;
    }

    public State state() {
        return state;
    }

    /// No machine would do for the first time.
    boolean isRefusedNow(@Nullable Machine chosen) {
        boolean first = state == State.UNBOUND && chosen == null && !refused;
        refused |= first;
        return first;
    }

    PlanePicture.Shown look() {
        if (machine != null && machine.noticedDown() && state != State.ENDING) {
            return new PlanePicture.Shown(id, ReplicaState.FAILING, "NodeNotReady");
        }
        return switch (state) {
            case UNBOUND ->
                    new PlanePicture.Shown(
                            id, ReplicaState.UNBOUND, refused ? "Unschedulable" : "");
            case STARTING -> new PlanePicture.Shown(id, ReplicaState.STARTING, "");
            case FAILING -> new PlanePicture.Shown(id, ReplicaState.FAILING, "ImagePullBackOff");
            case READY -> new PlanePicture.Shown(id, ReplicaState.READY, "");
            case ENDING -> new PlanePicture.Shown(id, ReplicaState.TERMINATING, "");
        };
    }

    boolean ending() {
        return state == State.ENDING;
    }

    /// It answers requests now, whether its plane has noticed that or not.
    boolean serving() {
        return state == State.READY && machine != null && machine.up();
    }

    /// Its plane says that it is ready.
    boolean seenReady() {
        return state == State.READY && machine != null && !machine.noticedDown();
    }
}
