package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The measured fleet: planes of openb machines with deployments of openb shapes on them, all of
/// whose replicas are ready. It grows while no Scheduler runs.
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
    private final Map<String, SeatedPlane> seated = new HashMap<>();
    private final Map<String, Integer> shown = new HashMap<>();
    private int raised;

    /// @param replicas of each deployment
    BenchFleet(FleetRows rows, OpenbShapes shapes, int planes, int replicas) throws SQLException {
        this.rows = rows;
        this.shapes = shapes;
        this.planes = planes;
        this.replicas = replicas;
        rows.tenant();
        for (int plane = 0; plane < planes; plane++) {
            rows.plane(name(plane));
        }
    }

    List<BenchDeployment> deployments() {
        return List.copyOf(deployments);
    }

    /// Replicas that a deployment has while none of its changes is in force.
    int desired(BenchDeployment deployment) {
        return replicas + (deployment.number() < raised ? 1 : 0);
    }

    FleetRows rows() {
        return rows;
    }

    /// More deployments until there are so many, placed evenly.
    void grow(int count) throws SQLException {
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
                                    replicasThere)));
        }
        rows.placements(cells);
        deployments.addAll(more);
        report();
    }

    /// One more plane, with one more replica of each deployment.
    void addDoomedPlane() throws SQLException {
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
                                        1))
                        .toList());
        rows.desire(deployments.stream().map(BenchDeployment::id).toList(), 1);
        report();
    }

    /// Everything that is placed runs. One free machine more for each deployment that changes its
    /// spec, for every one in a fleet smaller than the trace, and for every one while a plane is to
    /// be lost, so that each change finds room, also of a GPU that is rare.
    private void report() throws SQLException {
        seated.clear();
        shown.clear();
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
        show(seated.keySet());
        rows.analyze();
    }

    /// What has been placed since gets its machines and runs, as planes do and report within about
    /// a second. What is no longer placed keeps its machines: only planes that are lost lose any.
    void showNew() throws SQLException {
        show(Set.of());
    }

    private void show(Set<String> planesToo) throws SQLException {
        Set<String> touched = new TreeSet<>(planesToo);
        for (FleetRows.Cell cell : rows.placed()) {
            String key = cell.deployment() + "/" + cell.plane() + "/" + cell.instanceType();
            int more = cell.replicas() - shown.getOrDefault(key, 0);
            if (more > 0) {
                Objects.requireNonNull(seated.get(cell.plane()))
                        .seat(
                                deployment(cell.deployment())
                                        .option(cell.instanceType())
                                        .getShape(),
                                more);
                shown.put(key, cell.replicas());
                touched.add(cell.plane());
            }
        }
        rows.report(
                List.copyOf(touched),
                touched.stream()
                        .flatMap(plane ->
                                Objects.requireNonNull(seated.get(plane)).capacity().stream())
                        .toList());
    }

    private BenchDeployment deployment(String id) {
        return deployments.get(BenchDeployment.numberOf(id));
    }

    private static String name(int plane) {
        return "plane-%03d".formatted(plane);
    }
}
