package dev.mcm.atc.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.GetSystemStatusResponse;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.lease.LeaseRole;
import dev.mcm.state.lease.LeaseRow;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import dev.mcm.state.slot.GnsSlot;
import dev.mcm.state.slot.SlotLag;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GetSystemStatusCallTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final Instant THEN = Instant.EPOCH;

    private final CallScene scene = new CallScene();

    @BeforeEach
    void allIsWell() {
        scene.control.change(rows -> {
            for (LeaseRole role : LeaseRole.values()) {
                rows.leases.add(new LeaseRow(role.text(), "h", new Epoch(3), THEN, true));
            }
            rows.slots.add(new GnsSlot("mcm", new Epoch(1), "s", Lsn.ZERO, THEN));
            rows.lags.add(slot(true));
            rows.planes.put(
                    P1, new Plane(P1, "aws", "r", "u", "c", "g", false, false, "", 1, THEN, THEN));
            rows.planeStates.add(new PlaneStateRow(P1, PlaneState.LIVE, "", THEN));
            rows.planeProbes.add(new PlaneProbe(P1, true, "", THEN));
            rows.identities.put(P1, new PlaneIdentity(P1, IdentityState.KNOWN, "uid-1", "", THEN));
        });
    }

    private static SlotLag slot(boolean active) {
        return new SlotLag("mcm", active, "reserved", 10, 20, null);
    }

    private GetSystemStatusResponse status() {
        return new GetSystemStatusCall(scene.control.system())
                .run(GetSystemStatusRequest.getDefaultInstance());
    }

    @Test
    void aSystemInWhichAllIsWellIsHealthy() {
        scene.create("chat");

        GetSystemStatusResponse status = status();

        assertThat(status.getProblemsList()).isEmpty();
        assertThat(status.getHealthy()).isTrue();
        assertThat(status.getLeadersCount()).isEqualTo(LeaseRole.values().length);
        assertThat(status.getSlots(0).getSafeWalBytes()).isEqualTo(-1);
        assertThat(status.getPlanes(0).getState()).isEqualTo("LIVE");
        assertThat(status.getCounts().getDeployments()).isEqualTo(1);
    }

    @Test
    void everythingThatIsAmissIsNamed() {
        scene.control.change(rows -> {
            rows.leases.removeFirst();
            rows.lags.set(0, slot(false));
            rows.planeStates.set(0, new PlaneStateRow(P1, PlaneState.UNKNOWN, "silent", THEN));
            rows.planeProbes.set(0, new PlaneProbe(P1, false, "403", THEN));
            rows.identities.put(
                    P1,
                    new PlaneIdentity(P1, IdentityState.CHANGED, "uid-1", "uid-2 answers", THEN));
            rows.refused.add(new RefusedReport(P1, "uid-3", THEN));
            rows.pushes.add(
                    new Push(
                            new PushKey(new DeploymentId("d-0000000001"), P1),
                            2,
                            1,
                            "403",
                            1,
                            THEN,
                            null));
        });

        GetSystemStatusResponse status = status();

        assertThat(status.getHealthy()).isFalse();
        assertThat(String.join("\n", status.getProblemsList()))
                .contains(
                        "nobody holds role",
                        "slot mcm is not being read",
                        "plane p1 is UNKNOWN: silent",
                        "API of plane p1 cannot be reached",
                        "1 pushes failed",
                        "plane p1: uid-2 answers",
                        "LSM of plane p1 reports cluster uid-3 (expected: uid-1)");
    }

    @Test
    void aLeaseThatHasRunOutHasNoHolder() {
        scene.control.change(rows ->
                rows.leases.set(
                        0,
                        new LeaseRow(
                                rows.leases.getFirst().role(), "h", new Epoch(3), THEN, false)));

        assertThat(status().getLeaders(0).getHolder()).isEmpty();
        assertThat(status().getHealthy()).isFalse();
    }
}
