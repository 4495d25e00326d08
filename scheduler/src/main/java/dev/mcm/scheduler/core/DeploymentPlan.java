package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.placement.VerdictReason;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private final SchedulerPolicy policy;
    private final Instant now;
    private final SortedMap<Cell, PlacedCell> stored = new TreeMap<>();
    private final SortedMap<Cell, CellLedger> ledgers = new TreeMap<>();
    private final Standings standings;
    private final ReplicaCounts counts;
    private final Map<ShapeOption, Footprint> footprints = new HashMap<>(4);
    private final Set<PlaneId> tried;
    private final boolean startedEmpty;
    private final int target;
    private final boolean idle;
    private int moves;

    DeploymentPlan(DeploymentFacts facts, Fleet fleet, SchedulerPolicy policy, Instant now) {
        this.facts = facts;
        this.fleet = fleet;
        this.policy = policy;
        this.now = now;
        this.standings = new Standings(facts, fleet);
        this.counts = new ReplicaCounts(ledgers, standings);
        LedgerPolicy ages = new LedgerPolicy(facts, fleet, policy, now);
        for (PlacedCell placement : facts.placements()) {
            stored.put(placement.cell(), placement);
            ledgers.put(placement.cell(), ages.ledger(placement, standing(placement.cell())));
        }
        this.tried = ages.tried(ledgers);
        this.startedEmpty = counts.total() == 0;
        this.target = target(facts, counts.total());
        this.idle = counts.ready() + counts.unreadySuccessors() == 0;
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

    Instant now() {
        return now;
    }

    int target() {
        return target;
    }

    Footprint footprint(ShapeOption option) {
        return footprints.computeIfAbsent(
                option, same -> fleet.shared(facts.spec().footprint(same)));
    }

    SortedMap<Cell, CellLedger> ledgers() {
        return ledgers;
    }

    /// Replicas placed and ended so far.
    int moves() {
        return moves;
    }

    /// Of a cell of the plan.
    CellLedger ledger(Cell cell) {
        CellLedger ledger = ledgers.get(cell);
        if (ledger == null) {
            throw new IllegalStateException("cell " + cell + " (expected: one of the plan)");
        }
        return ledger;
    }

    /// Ends the replica that goes next there.
    void end(Cell cell) {
        ledger(cell).end();
        moves++;
    }

    /// Where there is room.
    void place(Cell cell) {
        place(cell, now);
    }

    /// In the room of one that goes.
    ///
    /// @param grace how long that may take
    void placeAfter(Cell cell, Duration grace) {
        place(cell, now.plus(grace).plus(LedgerPolicy.LATE));
    }

    private void place(Cell cell, Instant roomBy) {
        moves++;
        ledgers.computeIfAbsent(
                        cell,
                        _ -> new CellLedger(standing(cell), List.of(), 0, LedgerEntry.placed(now)))
                .add(LedgerEntry.placed(now), roomBy);
    }

    /// Replicas that this plan places.
    int placedNow() {
        int placed = 0;
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            PlacedCell before = stored.get(entry.getKey());
            int had = before == null ? 0 : before.replicas();
            placed += Math.max(0, entry.getValue().count() - had);
        }
        return placed;
    }

    ReplicaCounts counts() {
        return counts;
    }

    /// Replicas in place, of which more than wanted are too many. While others give way, those on
    /// planes that are not heard do not count: they justify nothing.
    int inPlace() {
        return counts.predecessors() > 0 ? counts.home() : counts.settled();
    }

    /// The target, one more that may show whether it is the application that fails, and those that
    /// came to take over from others which are not heard now.
    int mostInPlace() {
        int surge = counts.heldPredecessors() > 0 ? facts.rollout().maxSurge(target) : 0;
        return target + (onTrial() ? 1 : 0) + surge;
    }

    /// Before the plan nothing was seen ready, and nothing was on its way to be.
    boolean wasIdle() {
        return idle;
    }

    /// None of those that are to take over was ever ready, for a reason of their own, or none has
    /// become ready for as long as the rollout setting allows.
    boolean stalls() {
        return (counts.readySuccessors() == 0 && counts.failing() > 0)
                || facts.placements().stream().map(this::progressDeadline).allMatch(now::isAfter);
    }

    /// How many of the wanted replicas may be missing while others take over.
    int maxUnavailable() {
        return facts.rollout().maxUnavailable(target);
    }

    /// Replicas that have no place where they could run.
    int pending() {
        return Math.max(0, target - counts.settled() - counts.predecessors());
    }

    /// Replicas to find a place for: those that are missing, and one for each ready predecessor, as
    /// far as `max_surge` lets there be more than the target.
    int wanted() {
        int missing = Math.max(0, target - counts.settled());
        int leaving = counts.predecessors();
        if (leaving == 0) {
            return missing;
        }
        int relief = Math.min(counts.readyPredecessors(), Math.max(0, target - counts.home()));
        int most = target + facts.rollout().maxSurge(target) - counts.home() - leaving;
        return Math.max(0, Math.min(Math.max(missing, relief), most));
    }

    /// Since the decision before.
    boolean fewerWanted() {
        SummaryCounts summary = facts.summary();
        return summary != null && target < summary.desired();
    }

    /// What frees is kept for it, as long as it has not waited for too long.
    boolean keepsRoom() {
        SummaryCounts summary = facts.summary();
        Instant since = facts.summaryAt();
        boolean waits = summary != null && summary.isToBeExplained();
        Instant from = waits && since != null ? since : now;
        return now.isBefore(from.plus(policy.hold()));
    }

    /// It fails for its own reasons on one plane, and no other was tried: one more replica may show
    /// whether it does so elsewhere.
    boolean onTrial() {
        return target > 0 && tried.size() == 1 && counts.failing() > 0;
    }

    /// The trial has not begun.
    boolean trialWanted() {
        return onTrial() && counts.settled() == target;
    }

    /// No replica of it has ever come to run where it is, and all the planes' nodes are well.
    boolean failsWhereverTried() {
        return counts.failing() > 0 && counts.failing() == counts.total();
    }

    /// Something is wanted or changed, so that the planes' capacity matters.
    boolean unfinished() {
        return wanted() > 0 || trialWanted() || !rows().changes().isEmpty();
    }

    /// Nothing is sought, and all that is there runs or comes to, as far as is known: until its
    /// planes say something else, only time changes something.
    boolean rests() {
        return wanted() == 0
                && ledgers.values().stream()
                        .allMatch(ledger ->
                                ledger.count() == 0
                                        || (ledger.isWell() && ledger.standing().heard()));
    }

    /// When time alone may change something of one that rests.
    Instant restsUntil() {
        Stream<Instant> ages = ledgers.values().stream().map(CellLedger::until);
        Stream<Instant> deadlines =
                facts.placements().stream()
                        .filter(row -> counts.predecessors() > 0)
                        .flatMap(row -> Stream.of(progressDeadline(row), drainDeadline(row)));
        return Stream.of(Stream.of(rows().nextEnd()), ages, deadlines)
                .flatMap(times -> times)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private Instant progressDeadline(PlacedCell row) {
        return row.decidedAt().plus(facts.rollout().progressDeadline());
    }

    private Instant drainDeadline(PlacedCell row) {
        FleetPlane plane = fleet.plane(row.planeId());
        return plane == null ? Instant.MAX : plane.facts().drainDeadline().orElse(Instant.MAX);
    }

    /// Replicas of this deployment wait there in vain, or did so lately: it gets no more of them.
    boolean isClosed(Cell cell) {
        CellLedger ledger = ledgers.get(cell);
        return (ledger != null && ledger.troubled()) || closedUntil(cell) != null;
    }

    /// @return null = nothing was given up there lately
    @Nullable Instant closedUntil(Cell cell) {
        CellLedger ledger = ledgers.get(cell);
        return ledger == null
                ? null
                : policy.backoff().closedUntil(rows().memory(stored.get(cell), ledger), now);
    }

    Standing standing(Cell cell) {
        return standings.of(cell);
    }

    @Nullable VerdictReason refusal(FleetPlane plane) {
        return standings.refusal(plane);
    }

    /// What this deployment has placed on live planes and the planes' free capacity does not show
    /// yet. What is overdue blocks nothing any more.
    List<Reservation> reservations() {
        List<Reservation> reservations = new ArrayList<>();
        for (Map.Entry<Cell, CellLedger> entry : ledgers.entrySet()) {
            Cell cell = entry.getKey();
            CellLedger ledger = entry.getValue();
            FleetPlane plane = fleet.plane(cell.planeId());
            Footprint footprint = ledger.reserving() == 0 ? null : footprint(cell);
            if (footprint != null && plane != null && plane.state() == PlaneState.LIVE) {
                int pods = ledger.reserving() * footprint.nodeCount();
                int unmade = ledger.unmade() * footprint.nodeCount();
                reservations.add(new Reservation(cell.planeId(), footprint, pods, unmade));
            }
        }
        return reservations;
    }

    /// What one replica there takes; null = not known.
    private @Nullable Footprint footprint(Cell cell) {
        PlacedCell before = stored.get(cell);
        if (before == null || facts.isCurrent(cell)) {
            return facts.spec().option(cell.instanceType()).map(this::footprint).orElse(null);
        }
        Footprint own = before.footprint();
        return own == null ? null : fleet.shared(own);
    }

    /// As it was before the plan; null = there was none.
    @Nullable PlacedCell stored(Cell cell) {
        return stored.get(cell);
    }

    PlanRows rows() {
        return new PlanRows(this, policy.backoff(), now);
    }
}
