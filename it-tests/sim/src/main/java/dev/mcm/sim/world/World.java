package dev.mcm.sim.world;

import dev.mcm.autoscaler.core.WatchedDeployments;
import dev.mcm.autoscaler.loop.AutoscalerRound;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.Sightings;
import dev.mcm.scheduler.loop.SchedulerRound;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.sim.input.Scenario;
import dev.mcm.sim.plane.Draws;
import dev.mcm.sim.plane.PlaneDesign;
import dev.mcm.state.plane.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The whole system on one clock: rows, the real rounds of Scheduler and Autoscaler, and a link to
/// each modelled plane. A part that changes rows says so, and the others hear of it later.
public final class World {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration RESYNC = Duration.ofSeconds(5);
    private static final Duration CHECKPOINT = Duration.ofSeconds(5);
    private static final Duration WAKE_LEAST = Duration.ofMillis(5);
    private static final Duration WAKE_MOST = Duration.ofMillis(800);
    private static final int REASON_SECONDS = 30;

    /// After a longer one GSM has begun to listen anew.
    private static final Duration BREAK = Duration.ofSeconds(15);

    private final Agenda agenda;
    private final StoredRows rows = new StoredRows();
    private final SortedMap<PlaneId, PlaneLink> links = new TreeMap<>();
    private final ReportLog reports = new ReportLog();
    private final Traffic traffic = new Traffic(this);
    private final Draws draws;
    private final Watcher watcher;
    private final SchedulerRound scheduler;
    private AutoscalerRound autoscaler;
    private boolean gsmRuns = true;
    private Instant gsmStoodStill = ManualTime.START;
    private Instant gsmListensSince = ManualTime.START;
    private boolean wakeDue;
    private int leaders;

    World(Scenario scenario, Watcher watcher, SchedulerSetup setup) {
        this.agenda = new Agenda(() -> watcher.afterEvent(this));
        this.watcher = watcher;
        this.draws = new Draws(scenario.seed());
        for (PlaneDesign plane : scenario.planes()) {
            rows.planes.put(
                    plane.id(),
                    new StoredRows.PlaneRow(
                            plane.id(), plane.provider(), plane.region(), ManualTime.START));
            links.put(plane.id(), new PlaneLink(this, plane, draws));
        }
        scheduler =
                new SchedulerRound(
                        setup.between().apply(new SchedulerSeat(this)),
                        setup.policy(),
                        () -> Optional.of(new Epoch(1)),
                        agenda.time(),
                        new Unobserved.Scheduler());
        autoscaler = newAutoscaler();
        agenda.every(RESYNC, scheduler::run);
        agenda.every(SECOND, this::second);
    }

    private AutoscalerRound newAutoscaler() {
        Epoch epoch = new Epoch(++leaders);
        return new AutoscalerRound(
                new AutoscalerRound.Ports(
                        new AutoscalerSeat(this),
                        reports.reader(),
                        () -> Optional.of(epoch),
                        agenda.time()),
                new AutoscalerRound.Timing(RESYNC, CHECKPOINT, Duration.ZERO),
                new WatchedDeployments(_ -> 0, REASON_SECONDS),
                new Unobserved.Autoscaler());
    }

    /// Gateways are read, the Autoscaler decides, and what is deleted and gone ends.
    private void second() {
        var samples = traffic.second();
        links.values().forEach(link -> link.meter(samples.getOrDefault(link.id(), List.of())));
        autoscaler.run();
        reap();
    }

    void restartAutoscaler() {
        autoscaler = newAutoscaler();
    }

    void setGsmRuns(boolean runs) {
        if (gsmRuns && !runs) {
            gsmStoodStill = now();
        }
        if (!gsmRuns && runs && Duration.between(gsmStoodStill, now()).compareTo(BREAK) > 0) {
            gsmListensSince = now();
        }
        gsmRuns = runs;
        if (runs) {
            links.values().forEach(PlaneLink::catchUp);
        }
    }

    /// Since when GSM listens without a long break.
    public Instant gsmListensSince() {
        return gsmListensSince;
    }

    boolean gsmRuns() {
        return gsmRuns;
    }

    /// When GSM listened to a plane last, as it is stored; the probe always looks.
    Sightings sightings(PlaneId plane) {
        PlaneLink link = links.get(plane);
        boolean listens = gsmRuns && link != null && !link.catchingUp();
        Instant seen = listens ? now() : gsmStoodStill;
        Duration age = Duration.between(seen, now());
        return new Sightings(new Sighting(plane, seen, gsmListensSince, age), null);
    }

    /// Rows have changed that Scheduler and Autoscaler read.
    void changed() {
        autoscaler.stale();
        if (!wakeDue) {
            wakeDue = true;
            agenda.after(
                    draws.between(WAKE_LEAST, WAKE_MOST, agenda.now()),
                    () -> {
                        wakeDue = false;
                        scheduler.run();
                    });
        }
    }

    void targetsWritten() {
        changed();
    }

    void planWritten(SchedulerPlan plan) {
        autoscaler.stale();
        if (!plan.placements().isEmpty()) {
            links.values().forEach(PlaneLink::push);
        }
    }

    /// Ends deployments that are deleted and gone.
    void reap() {
        List.copyOf(rows.deployments.values()).stream()
                .filter(rows::ended)
                .forEach(row -> rows.remove(row.id()));
    }

    Agenda agenda() {
        return agenda;
    }

    ReportLog reports() {
        return reports;
    }

    Traffic traffic() {
        return traffic;
    }

    Watcher watcher() {
        return watcher;
    }

    public StoredRows rows() {
        return rows;
    }

    public SortedMap<PlaneId, PlaneLink> links() {
        return Collections.unmodifiableSortedMap(links);
    }

    public PlaneLink link(PlaneId plane) {
        PlaneLink link = links.get(plane);
        if (link == null) {
            throw new IllegalArgumentException(
                    "plane " + plane + " (expected: one of " + links.keySet() + ")");
        }
        return link;
    }

    public Instant now() {
        return agenda.now();
    }

    /// Requests in flight for a deployment, in truth.
    public int load(DeploymentId deployment) {
        return traffic.level(deployment);
    }

    /// Requests in flight for a deployment that are heard of, and those that replicas on planes
    /// which are not heard serve, as far as a replica is to carry them.
    public double carried(StoredRows.DeploymentRow row, double perReplica) {
        return traffic.carried(row, perReplica);
    }

    /// Reports of some plane are on their way for long.
    public boolean somePlaneIsLate() {
        return links.values().stream().anyMatch(PlaneLink::late);
    }

    /// Replicas of a deployment that serve, in truth.
    public int serving(DeploymentId deployment) {
        return serving(deployment, _ -> true);
    }

    int serving(DeploymentId deployment, Predicate<PlaneLink> on) {
        int serving = 0;
        for (PlaneLink link : links.values()) {
            serving += on.test(link) ? link.model().serving(deployment) : 0;
        }
        return serving;
    }
}
