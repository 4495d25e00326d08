package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Replicas of one deployment while a plan is made. Starts from the stored placements; only the
/// difference to the desired scale moves.
final class DeploymentPlan {
    /// Urgent first, then those that already run, then the oldest; the id makes the order total.
    static final Comparator<DeploymentPlan> PLACED_FIRST =
            Comparator.<DeploymentPlan>comparingInt(plan -> -plan.facts.priority())
                    .thenComparing(plan -> plan.startedEmpty)
                    .thenComparing(plan -> plan.facts.createdAt())
                    .thenComparing(plan -> plan.facts.id());

    private final DeploymentFacts facts;
    private final Fleet fleet;
    private final SortedMap<Cell, PlacedCell> stored = new TreeMap<>();
    private final SortedMap<Cell, Integer> replicas = new TreeMap<>();
    private final Map<Cell, Standing> standings = new HashMap<>();
    private final Map<ShapeOption, Footprint> footprints = new HashMap<>(4);
    private final boolean startedEmpty;
    private final int target;

    DeploymentPlan(DeploymentFacts facts, Fleet fleet) {
        this.facts = facts;
        this.fleet = fleet;
        for (PlacedCell placement : facts.placements()) {
            Cell cell = new Cell(placement.planeId(), placement.instanceType());
            stored.put(cell, placement);
            replicas.put(cell, placement.replicas());
        }
        this.startedEmpty = total() == 0;
        this.target = target(facts, total());
    }

    /// A deployment that the Autoscaler has not seen yet stays as it is.
    private static int target(DeploymentFacts facts, int placed) {
        if (!facts.active()) {
            return 0;
        }
        Integer desired = facts.desired();
        return desired == null ? placed : desired;
    }

    DeploymentFacts facts() {
        return facts;
    }

    Fleet fleet() {
        return fleet;
    }

    int target() {
        return target;
    }

    Footprint footprint(ShapeOption option) {
        return footprints.computeIfAbsent(
                option, same -> fleet.shared(facts.spec().footprint(same)));
    }

    int total() {
        return replicas.values().stream().mapToInt(Integer::intValue).sum();
    }

    /// Replicas that need no other place.
    int settled() {
        return count(Set.of(Standing.CORDONED, Standing.SETTLED, Standing.HELD));
    }

    int onLostPlanes() {
        return count(Set.of(Standing.LOST));
    }

    /// Replicas that stay where they may not be, or are of an instance type that is no longer
    /// listed.
    int misplaced() {
        int sum = 0;
        for (Map.Entry<Cell, Integer> entry : replicas.entrySet()) {
            FleetPlane plane = fleet.plane(entry.getKey().planeId());
            if (plane != null
                    && plane.state() != PlaneState.LOST
                    && refuses(plane, entry.getKey())) {
                sum += entry.getValue();
            }
        }
        return sum;
    }

    /// Replicas to find a place for.
    int wanted() {
        return target - settled();
    }

    /// Something is wanted or changed, so that the planes' capacity matters.
    boolean unfinished() {
        return wanted() > 0 || !changes().isEmpty();
    }

    private int count(Set<Standing> counted) {
        int sum = 0;
        for (Map.Entry<Cell, Integer> entry : replicas.entrySet()) {
            if (entry.getValue() > 0 && counted.contains(standing(entry.getKey()))) {
                sum += entry.getValue();
            }
        }
        return sum;
    }

    int onPlane(PlaneId planeId) {
        int sum = 0;
        for (Map.Entry<Cell, Integer> entry : replicas.entrySet()) {
            sum += entry.getKey().planeId().equals(planeId) ? entry.getValue() : 0;
        }
        return sum;
    }

    /// Replicas on the plane that need no other place.
    int settledOnPlane(PlaneId planeId) {
        int sum = 0;
        for (Map.Entry<Cell, Integer> entry : replicas.entrySet()) {
            Cell cell = entry.getKey();
            sum +=
                    cell.planeId().equals(planeId) && !standing(cell).displaced()
                            ? entry.getValue()
                            : 0;
        }
        return sum;
    }

    /// Planes that hold replicas which stay there.
    int planesInUse() {
        return (int)
                replicas.entrySet().stream()
                        .filter(entry ->
                                entry.getValue() > 0 && !standing(entry.getKey()).displaced())
                        .map(entry -> entry.getKey().planeId())
                        .distinct()
                        .count();
    }

    SortedMap<Cell, Integer> replicas() {
        return replicas;
    }

    void add(Cell cell, int delta) {
        replicas.merge(cell, delta, Integer::sum);
    }

    Standing standing(Cell cell) {
        return standings.computeIfAbsent(cell, this::judge);
    }

    private Standing judge(Cell cell) {
        FleetPlane plane = fleet.plane(cell.planeId());
        if (plane == null || plane.state() == PlaneState.LOST) {
            return Standing.LOST;
        }
        if (plane.state() != PlaneState.LIVE || plane.identity().isStranger()) {
            return Standing.HELD;
        }
        if (refuses(plane, cell)) {
            return Standing.REFUSED;
        }
        return plane.cordoned() ? Standing.CORDONED : Standing.SETTLED;
    }

    private boolean refuses(FleetPlane plane, Cell cell) {
        return refusal(plane) != null || facts.spec().option(cell.instanceType()).isEmpty();
    }

    @Nullable VerdictReason refusal(FleetPlane plane) {
        return plane.refusal(
                        facts.organization(), facts.organizationRegions(), facts.spec().rules())
                .orElse(null);
    }

    /// Pods of a cell that its plane has not bound yet.
    int unboundPods(Cell cell) {
        PlacedCell placement = stored.get(cell);
        int bound = placement == null ? 0 : placement.boundPods();
        return Math.max(0, replicas.getOrDefault(cell, 0) * facts.spec().nodeCount() - bound);
    }

    /// What this deployment has placed on live planes and the planes' free capacity does not show
    /// yet.
    List<Reservation> reservations() {
        List<Reservation> reservations = new ArrayList<>();
        for (Cell cell : replicas.keySet()) {
            int pods = unboundPods(cell);
            FleetPlane plane = fleet.plane(cell.planeId());
            if (pods > 0 && plane != null && plane.state() == PlaneState.LIVE) {
                facts.spec()
                        .option(cell.instanceType())
                        .map(option -> new Reservation(cell.planeId(), footprint(option), pods))
                        .ifPresent(reservations::add);
            }
        }
        return reservations;
    }

    /// Rows to write: other replicas, or the same replicas of a new version.
    List<CellChange> changes() {
        List<CellChange> changes = new ArrayList<>();
        for (Map.Entry<Cell, Integer> entry : replicas.entrySet()) {
            PlacedCell before = stored.get(entry.getKey());
            int had = before == null ? 0 : before.replicas();
            int has = entry.getValue();
            if (had != has || (before != null && has > 0 && outdated(before))) {
                changes.add(change(entry.getKey(), had, has));
            }
        }
        return changes;
    }

    /// An instance type that the new version no longer lists keeps the version that has it.
    private boolean outdated(PlacedCell placement) {
        return placement.specVersion() != facts.specVersion()
                && facts.spec().option(placement.instanceType()).isPresent();
    }

    private CellChange change(Cell cell, int had, int has) {
        return new CellChange(
                facts.id(),
                cell.planeId(),
                cell.instanceType(),
                has,
                facts.specVersion(),
                reason(cell, had, has));
    }

    private PlacementReason reason(Cell cell, int had, int has) {
        if (has > had) {
            return PlacementReason.PLACED;
        }
        if (has == had) {
            return PlacementReason.NEW_VERSION;
        }
        if (!facts.active()) {
            return PlacementReason.STOPPED;
        }
        boolean fewer = target < stored.values().stream().mapToInt(PlacedCell::replicas).sum();
        return switch (standing(cell)) {
            case LOST ->
                    fewer ? PlacementReason.SCALED_DOWN : PlacementReason.MOVED_FROM_LOST_PLANE;
            case REFUSED -> fewer ? PlacementReason.SCALED_DOWN : PlacementReason.MOVED_BY_RULES;
            case CORDONED, SETTLED, HELD -> PlacementReason.SCALED_DOWN;
        };
    }
}
