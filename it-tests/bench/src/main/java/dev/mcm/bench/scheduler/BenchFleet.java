package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.type.v1.Shape;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// The measured fleet: planes of openb machines with deployments of openb shapes on them, all of
/// whose replicas are ready. It grows while no Scheduler runs. Safe for use by two threads: one
/// that grows and changes it, one that reports.
final class BenchFleet {
    static final String DOOMED = "doomed";

    /// GPUs of the planes for each replica's, so that a replica that moves finds room.
    private static final double SPARE = 2.5;

    /// Primes: neighbours in number are no neighbours in place.
    private static final int STRIDE = 37;

    private static final int STEP = 13;

    private final FleetRows rows;
    private final OpenbShapes shapes;
    private final int planes;
    private final int replicas;
    private final List<BenchDeployment> deployments = new ArrayList<>();
    private final ChangeTurns turns = new ChangeTurns();
    private final ReportRows reports;
    private ShownFleet shown;
    private int raised;

    /// @param replicas of each deployment
    record Size(int planes, int replicas) {}

    BenchFleet(FleetRows rows, ReportRows reports, OpenbShapes shapes, Size size)
            throws SQLException {
        this.rows = rows;
        this.reports = reports;
        this.shown = new ShownFleet(Map.of(), this::shape);
        this.shapes = shapes;
        this.planes = size.planes();
        this.replicas = size.replicas();
        rows.tenant();
        for (int plane = 0; plane < planes; plane++) {
            rows.plane(name(plane));
        }
    }

    synchronized List<BenchDeployment> deployments() {
        return List.copyOf(deployments);
    }

    /// Replicas that a deployment has while none of its changes is in force.
    synchronized int desired(BenchDeployment deployment) {
        return replicas + (deployment.number() < raised ? 1 : 0);
    }

    /// Which of them are changed, whoever has changed them.
    ChangeTurns turns() {
        return turns;
    }

    FleetRows rows() {
        return rows;
    }

    /// More deployments until there are so many, placed evenly.
    synchronized void grow(int count) throws SQLException {
        List<BenchDeployment> more =
                IntStream.range(deployments.size(), count)
                        .mapToObj(number -> BenchDeployment.of(number, shapes))
                        .toList();
        rows.deployments(more, replicas);
        List<FleetRows.Cell> cells = new ArrayList<>();
        for (BenchDeployment deployment : more) {
            Map<String, Integer> byPlane = new HashMap<>();
            for (int replica = 0; replica < replicas; replica++) {
                byPlane.merge(
                        name((deployment.number() * STRIDE + replica * STEP) % planes),
                        1,
                        Integer::sum);
            }
            byPlane.forEach((plane, replicasThere) ->
                    cells.add(
                            new FleetRows.Cell(
                                    deployment.id(),
                                    plane,
                                    deployment.first().getInstanceType(),
                                    deployment.firstRevision(),
                                    1,
                                    replicasThere)));
        }
        rows.placements(cells);
        deployments.addAll(more);
        report();
    }

    /// One more plane, with one more replica of each deployment.
    synchronized void addDoomedPlane() throws SQLException {
        rows.plane(DOOMED);
        raised = deployments.size();
        rows.placements(
                deployments.stream()
                        .map(deployment ->
                                new FleetRows.Cell(
                                        deployment.id(),
                                        DOOMED,
                                        deployment.first().getInstanceType(),
                                        deployment.firstRevision(),
                                        1,
                                        1))
                        .toList());
        rows.desire(deployments.stream().map(BenchDeployment::id).toList(), 1);
        report();
    }

    /// Everything that is placed runs. One free machine more for each deployment that changes its
    /// spec, for every one in a fleet smaller than the trace, and for every one while a plane is to
    /// be lost, so that each change finds room, also of a GPU that is rare.
    private void report() throws SQLException {
        Map<String, SeatedPlane> seated = new TreeMap<>();
        double gpus = deployments.size() * replicas * SPARE;
        int machines = Math.max(2, (int) Math.ceil(gpus / shapes.gpusPerNode() / planes));
        for (int plane = 0; plane < planes; plane++) {
            List<TraceNode> dealt = shapes.machines(plane, planes, machines);
            seated.put(name(plane), new SeatedPlane(name(plane), shapes.nodes(), dealt));
        }
        if (raised > 0) {
            seated.put(DOOMED, new SeatedPlane(DOOMED, shapes.nodes(), List.of()));
        }
        for (BenchDeployment deployment : deployments) {
            SeatedPlane plane =
                    Objects.requireNonNull(seated.get(name(deployment.number() % planes)));
            if (deployment.changesSpec() || machines * planes < shapes.nodes().size()) {
                plane.addMachine(deployment.last().getShape());
            }
            if (raised > 0) {
                plane.addMachine(deployment.first().getShape());
            }
        }
        shown = new ShownFleet(seated, this::shape);
        shown.begin(rows.placed());
        rows.report(
                List.copyOf(seated.keySet()),
                seated.values().stream().flatMap(plane -> plane.capacity().stream()).toList());
        rows.analyze();
    }

    /// Planes show what has become of it since, as they do within about a second.
    ///
    /// @param changed cells whose rows have changed
    /// @param due planes that report now
    /// @return cells that the planes now show otherwise
    synchronized int follow(Collection<FleetRows.Cell> changed, Predicate<String> due) {
        ShownFleet.Changes changes = shown.follow(changed, due);
        if (changes.rows() > 0) {
            reports.write(changes, shown);
        }
        return changes.rows();
    }

    /// An operator's word; nothing is heard of the plane from here on.
    synchronized void declareDoomedLost() throws SQLException {
        shown.silence(DOOMED);
        rows.declareLost(DOOMED);
    }

    /// What has found no machine, for the message of a wait in vain.
    synchronized String waiting() {
        return shown.withoutMachine() + " replicas placed that no machine has room for";
    }

    private Shape shape(FleetRows.Cell.Key cell) {
        return deployment(cell.deployment()).option(cell.instanceType()).getShape();
    }

    private BenchDeployment deployment(String id) {
        return deployments.get(BenchDeployment.numberOf(id));
    }

    private static String name(int plane) {
        return "plane-%03d".formatted(plane);
    }
}
