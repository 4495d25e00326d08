package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.sim.plane.Draws;
import dev.mcm.sim.plane.ModelledPlane;
import dev.mcm.sim.plane.ModelledWorkload;
import dev.mcm.sim.plane.PlaneDesign;
import dev.mcm.sim.plane.PlanePicture;
import dev.mcm.state.plane.Hearing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What stands between the rows and one plane: its LSM and GSM, the pusher and its probe, each with
/// its delays.
public final class PlaneLink {
    private static final Duration PUSH_LEAST = Duration.ofMillis(50);
    private static final Duration PUSH_MOST = Duration.ofSeconds(3);
    private static final Duration ROLL_UP = Duration.ofSeconds(1);
    private static final Duration LATE = Duration.ofSeconds(4);
    private static final Duration SILENT_AFTER = Duration.ofSeconds(10);
    private static final Duration PROBE_LEAST = Duration.ofSeconds(1);
    private static final Duration PROBE_MOST = Duration.ofSeconds(5);

    private final World world;
    private final PlaneId id;
    private final ModelledPlane model;
    private final Draws draws;
    private Duration lsmDelay = Duration.ofMillis(500);
    private Instant nextArrival = Instant.MIN;
    private Instant meteredAt = ManualTime.START;
    private @Nullable Instant silentSince;
    private @Nullable Instant goneSince;
    private @Nullable Instant heardAgainAt;
    private boolean machinesDown;
    private boolean reportDue;
    private boolean pushDue;
    private boolean owed;
    private boolean catchingUp;
    private long changes;

    PlaneLink(World world, PlaneDesign spec, Draws draws) {
        this.world = world;
        this.id = spec.id();
        this.draws = draws;
        this.model = new ModelledPlane(spec, world.agenda(), draws, this::changed);
        changed();
    }

    public PlaneId id() {
        return id;
    }

    public ModelledPlane model() {
        return model;
    }

    /// Grows with every change on the plane.
    public long changes() {
        return changes;
    }

    /// Since when its LSM is not heard and its API not reached, in truth; null = one of them works.
    public @Nullable Instant goneSince() {
        return goneSince;
    }

    /// When contact came back last; null = it never went.
    public @Nullable Instant heardAgainAt() {
        return heardAgainAt;
    }

    /// What its gateway counts has come to the Autoscaler lately.
    boolean heard() {
        return Duration.between(meteredAt, world.agenda().now()).compareTo(LATE) < 0;
    }

    boolean reachedByUsers() {
        return goneSince == null;
    }

    /// Its reports come so late that they tell of another time than those of other planes.
    boolean late() {
        return lsmDelay.compareTo(LATE) > 0;
    }

    void setLsmDelay(Duration delay) {
        lsmDelay = delay;
    }

    void silence() {
        if (silentSince == null) {
            silentSince = world.agenda().now();
            world.agenda().after(SILENT_AFTER, this::judge);
        }
    }

    void cut(boolean dead) {
        silence();
        if (goneSince == null) {
            goneSince = world.agenda().now();
            world.agenda().after(delay(PROBE_LEAST, PROBE_MOST), this::probe);
        }
        if (dead && !machinesDown) {
            machinesDown = true;
            model.machines().forEach(machine -> model.machineDown(machine.spec().name(), true));
        }
    }

    void back() {
        if (silentSince == null) {
            return;
        }
        boolean wasGone = goneSince != null;
        silentSince = null;
        goneSince = null;
        heardAgainAt = world.agenda().now();
        world.agenda().after(lsmDelay, this::judge);
        changed();
        if (wasGone) {
            world.agenda().after(delay(PROBE_LEAST, PROBE_MOST), this::probe);
            push();
        }
        if (machinesDown) {
            machinesDown = false;
            model.machines().forEach(machine -> model.machineDown(machine.spec().name(), false));
        }
    }

    /// GSM's judgement of the heartbeats.
    void judge() {
        if (!world.gsmRuns()) {
            return;
        }
        StoredRows.PlaneRow row = row();
        Instant now = world.agenda().now();
        boolean silent =
                silentSince != null
                        && Duration.between(silentSince, now).compareTo(SILENT_AFTER) >= 0;
        boolean heard = row.liveness.state() == Hearing.LIVE;
        if (heard == silent && (silent || silentSince == null)) {
            row.liveness = row.hearing(silent ? Hearing.SILENT : Hearing.LIVE, now);
            world.changed();
        }
    }

    /// The pusher's probe of its API.
    private void probe() {
        StoredRows.PlaneRow row = row();
        if (row.probe.reachable() != (goneSince == null)) {
            row.probe = row.reached(goneSince == null, world.agenda().now());
            world.changed();
        }
    }

    /// Something on the plane has changed: LSM tells GSM, at most once a second.
    void changed() {
        changes++;
        if (!reportDue) {
            reportDue = true;
            world.agenda().after(ROLL_UP, this::report);
        }
    }

    private void report() {
        reportDue = false;
        if (silentSince == null) {
            PlanePicture sight = model.look();
            inOrder(() -> arrive(sight));
        } else {
            catchingUp = false;
        }
    }

    private void arrive(PlanePicture sight) {
        if (!world.gsmRuns()) {
            owed = true;
            return;
        }
        catchingUp = false;
        StoredRows.PlaneRow row = row();
        if (!row.sight.equals(sight)) {
            row.sight = sight;
            row.shown.store(sight, world.agenda().now());
            world.changed();
        }
    }

    /// GSM runs again and reads what it has missed.
    void catchUp() {
        judge();
        if (owed) {
            owed = false;
            catchingUp = true;
            changed();
        }
    }

    /// GSM runs again and has not written yet what it missed: it does not say that it listens.
    boolean catchingUp() {
        return catchingUp;
    }

    void meter(List<PlaneReport.Sample> samples) {
        if (silentSince == null) {
            Instant at = world.agenda().now();
            inOrder(() -> {
                meteredAt = at;
                world.reports().add(new PlaneReport(id, 0, at.getEpochSecond(), samples));
            });
        }
    }

    /// What is sent first arrives first, however the delay changes.
    private void inOrder(Runnable arrival) {
        Instant due = world.agenda().now().plus(lsmDelay);
        nextArrival = due.isAfter(nextArrival) ? due : nextArrival;
        world.agenda().after(Duration.between(world.agenda().now(), nextArrival), arrival);
    }

    /// Rows have changed: the plane is told a moment later, what they say by then.
    void push() {
        if (!pushDue && goneSince == null) {
            pushDue = true;
            world.agenda()
                    .after(
                            delay(PUSH_LEAST, PUSH_MOST),
                            () -> {
                                pushDue = false;
                                if (goneSince == null) {
                                    model.apply(workloads());
                                }
                            });
        }
    }

    private Map<ModelledWorkload.Key, ModelledWorkload> workloads() {
        Map<ModelledWorkload.Key, ModelledWorkload> workloads = new TreeMap<>();
        for (StoredRows.DeploymentRow row : world.rows().deployments.values()) {
            world.rows()
                    .placements(row.id())
                    .forEach((place, placement) -> {
                        if (place.planeId().equals(id) && placement.replicas() > 0) {
                            workloads.put(
                                    place.workload(row.id()),
                                    new ModelledWorkload(
                                            world.rows().shape(row.id(), place, placement),
                                            placement.replicas()));
                        }
                    });
        }
        return workloads;
    }

    StoredRows.PlaneRow row() {
        StoredRows.PlaneRow row = world.rows().planes.get(id);
        if (row == null) {
            throw new IllegalStateException("plane " + id + " is not registered");
        }
        return row;
    }

    private Duration delay(Duration least, Duration most) {
        return draws.between(least, most, id, world.agenda().now());
    }
}
