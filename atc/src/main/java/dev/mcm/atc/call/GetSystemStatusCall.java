package dev.mcm.atc.call;

import dev.mcm.atc.core.plane.HeldSet;
import dev.mcm.atc.core.status.SystemProblems;
import dev.mcm.atc.port.SystemTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.GetSystemStatusResponse;
import dev.mcm.atc.v1.Leader;
import dev.mcm.atc.v1.LoopCounts;
import dev.mcm.atc.v1.PlaneLiveness;
import dev.mcm.atc.v1.SlotStatus;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.view.SystemCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells how the system as a whole is, and what is wrong with it.
public final class GetSystemStatusCall {
    private final TransactionsOver<SystemTables> transactions;

    public GetSystemStatusCall(TransactionsOver<SystemTables> transactions) {
        this.transactions = transactions;
    }

    public GetSystemStatusResponse run(GetSystemStatusRequest request) {
        RequestChecks.check(request);
        return transactions.read(GetSystemStatusCall::status);
    }

    private static GetSystemStatusResponse status(SystemTables tables) {
        List<LeaseRow> held = tables.leases();
        List<SlotLag> lags = tables.slotLags();
        List<PlaneLiveness> planes = new ArrayList<>();
        List<SystemProblems.PlaneFact> facts = planes(tables, planes);
        SystemCounts counts = tables.counts();
        List<String> problems =
                new ArrayList<>(
                        SystemProblems.find(
                                holders(held),
                                slots(lags, tables.slots()),
                                facts,
                                counts.failingPushes()));
        problems.addAll(IdentityProblems.find(tables.planeIdentities(), tables.refusedReports()));
        problems.addAll(heldRemovals(tables.heldRemovals()));
        return GetSystemStatusResponse.newBuilder()
                .addAllLeaders(held.stream().map(GetSystemStatusCall::leader).toList())
                .addAllSlots(lags.stream().map(GetSystemStatusCall::slot).toList())
                .addAllPlanes(planes)
                .setCounts(counts(counts))
                .setHealthy(problems.isEmpty())
                .addAllProblems(problems)
                .build();
    }

    private static List<String> heldRemovals(List<HeldRemoval> rows) {
        Map<PlaneId, List<HeldRemoval>> byPlane =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        HeldRemoval::planeId, TreeMap::new, Collectors.toList()));
        List<String> problems = new ArrayList<>();
        byPlane.forEach((plane, removals) -> {
            HeldSet held = HeldSet.held(removals);
            if (!held.isEmpty()) {
                problems.add(
                        "plane %s: the removal of %d objects of %d deployments is held for an operator"
                                .formatted(plane, held.objects(), held.removals().size()));
            }
        });
        return problems;
    }

    private static Map<String, String> holders(List<LeaseRow> leases) {
        return leases.stream()
                .filter(LeaseRow::live)
                .collect(Collectors.toMap(LeaseRow::role, LeaseRow::holder));
    }

    private static SystemProblems.Slots slots(List<SlotLag> lags, List<GnsSlot> made) {
        return new SystemProblems.Slots(
                lags.stream()
                        .map(lag ->
                                new SystemProblems.Slot(
                                        lag.name(), lag.active(), lag.walStatus(), lag.lagBytes()))
                        .toList(),
                made.stream().map(GnsSlot::name).toList());
    }

    /// @param shown gets what is shown of each plane
    private static List<SystemProblems.PlaneFact> planes(
            SystemTables tables, List<PlaneLiveness> shown) {
        Map<PlaneId, PlaneStateRow> states = byPlane(tables.planeStates(), PlaneStateRow::planeId);
        Map<PlaneId, PlaneProbe> probes = byPlane(tables.planeProbes(), PlaneProbe::planeId);
        Map<PlaneId, PlaneOrder> orders = byPlane(tables.planeOrders(), PlaneOrder::planeId);
        List<SystemProblems.PlaneFact> facts = new ArrayList<>();
        for (Plane plane : tables.planes()) {
            @Nullable PlaneStateRow row = states.get(plane.id());
            @Nullable PlaneOrder order = orders.get(plane.id());
            @Nullable PlaneProbe probe = probes.get(plane.id());
            PlaneState state = row == null ? PlaneState.PENDING : row.state();
            Instant since = row == null ? plane.createdAt() : row.since();
            shown.add(
                    PlaneLiveness.newBuilder()
                            .setPlaneId(plane.id().value())
                            .setState(state.name())
                            .setSince(Timestamps.of(since))
                            .setOrder(order == null ? "" : order.says())
                            .build());
            facts.add(
                    new SystemProblems.PlaneFact(
                            plane.id(),
                            state,
                            probe == null || probe.reachable(),
                            row == null ? "" : row.message()));
        }
        return facts;
    }

    private static <T> Map<PlaneId, T> byPlane(List<T> rows, Function<T, PlaneId> plane) {
        return rows.stream().collect(Collectors.toMap(plane, Function.identity()));
    }

    private static LoopCounts counts(SystemCounts counts) {
        return LoopCounts.newBuilder()
                .setDeployments(counts.deployments())
                .setDesired(counts.desired())
                .setPlaced(counts.placed())
                .setReady(counts.ready())
                .setPending(counts.pending())
                .setPushesBehind(counts.pushesBehind())
                .build();
    }

    private static Leader leader(LeaseRow lease) {
        return Leader.newBuilder()
                .setRole(lease.role())
                .setHolder(lease.live() ? lease.holder() : "")
                .setEpoch(lease.epoch().value())
                .setExpiresAt(Timestamps.of(lease.expiresAt()))
                .build();
    }

    private static SlotStatus slot(SlotLag lag) {
        return SlotStatus.newBuilder()
                .setName(lag.name())
                .setActive(lag.active())
                .setLagBytes(lag.lagBytes())
                .setWalStatus(lag.walStatus())
                .setSafeWalBytes(lag.safeBytes() == null ? -1 : lag.safeBytes())
                .build();
    }
}
