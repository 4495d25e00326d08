package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.status.SystemProblems;
import dev.mcm.atc.v1.AdminServiceGrpc;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.GetSystemStatusResponse;
import dev.mcm.atc.v1.Leader;
import dev.mcm.atc.v1.LoopCounts;
import dev.mcm.atc.v1.PlaneLiveness;
import dev.mcm.atc.v1.SlotStatus;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.lease.LeaseStore;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneCondition;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneProbeStore;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateStore;
import dev.mcm.state.plane.PlaneStore;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.GnsSlotStore;
import dev.mcm.state.slot.SlotLag;
import dev.mcm.state.slot.SlotLagReader;
import dev.mcm.state.view.SystemCounts;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// AdminService.
public final class AdminEndpoint extends AdminServiceGrpc.AdminServiceImplBase {
    private final Transactions transactions;
    private final LeaseStore leases = new LeaseStore();
    private final SlotLagReader lags = new SlotLagReader();
    private final GnsSlotStore slots = new GnsSlotStore();
    private final IdentityProblems identities = new IdentityProblems();

    public AdminEndpoint(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void getSystemStatus(
            GetSystemStatusRequest request, StreamObserver<GetSystemStatusResponse> answer) {
        Requests.check(request, _ -> {});
        Unary.reply(answer, transactions.read(this::status));
    }

    private GetSystemStatusResponse status(Tx tx) {
        List<LeaseRow> held = leases.all(tx);
        List<SlotLag> found = lags.read(tx);
        List<PlaneLiveness> planes = new ArrayList<>();
        List<SystemProblems.PlaneFact> facts = planes(tx, planes);
        SystemCounts counts = SystemCounts.read(tx);
        List<String> problems =
                new ArrayList<>(
                        SystemProblems.find(
                                holders(held), slots(tx, found), facts, counts.failingPushes()));
        problems.addAll(identities.problems(tx));
        return GetSystemStatusResponse.newBuilder()
                .addAllLeaders(held.stream().map(AdminEndpoint::leader).toList())
                .addAllSlots(found.stream().map(AdminEndpoint::slot).toList())
                .addAllPlanes(planes)
                .setCounts(counts(counts))
                .setHealthy(problems.isEmpty())
                .addAllProblems(problems)
                .build();
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

    private static Map<String, String> holders(List<LeaseRow> leases) {
        return leases.stream()
                .filter(LeaseRow::live)
                .collect(Collectors.toMap(LeaseRow::role, LeaseRow::holder));
    }

    private SystemProblems.Slots slots(Tx tx, List<SlotLag> found) {
        return new SystemProblems.Slots(
                found.stream()
                        .map(lag ->
                                new SystemProblems.Slot(
                                        lag.name(),
                                        lag.active(),
                                        lag.walStatus(),
                                        lag.lagBytes(),
                                        lag.safeBytes()))
                        .toList(),
                slots.all(tx).stream().map(GnsSlot::name).toList());
    }

    private static List<SystemProblems.PlaneFact> planes(Tx tx, List<PlaneLiveness> shown) {
        Map<PlaneId, PlaneState> states =
                new PlaneStateStore()
                        .all(tx).stream()
                                .collect(
                                        Collectors.toMap(PlaneState::planeId, Function.identity()));
        Map<PlaneId, PlaneProbe> probes =
                new PlaneProbeStore()
                        .all(tx).stream()
                                .collect(
                                        Collectors.toMap(PlaneProbe::planeId, Function.identity()));
        List<SystemProblems.PlaneFact> facts = new ArrayList<>();
        for (Plane plane : new PlaneStore().all(tx)) {
            @Nullable PlaneState state = states.get(plane.id());
            @Nullable PlaneProbe probe = probes.get(plane.id());
            PlaneCondition condition = state == null ? PlaneCondition.PENDING : state.state();
            Instant since = state == null ? plane.createdAt() : state.since();
            shown.add(
                    PlaneLiveness.newBuilder()
                            .setPlaneId(plane.id().value())
                            .setState(condition.name())
                            .setSince(Timestamps.of(since))
                            .build());
            facts.add(
                    new SystemProblems.PlaneFact(
                            plane.id().value(),
                            condition,
                            probe == null || probe.reachable(),
                            state == null ? "" : state.message()));
        }
        return facts;
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
                .setSafeWalBytes(lag.safeBytes().orElse(-1))
                .build();
    }
}
