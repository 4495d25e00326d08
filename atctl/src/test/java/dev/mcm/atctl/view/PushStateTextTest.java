package dev.mcm.atctl.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.mcm.atc.v1.HeldRemovals;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlanePushes;
import dev.mcm.type.v1.FailingPush;
import dev.mcm.type.v1.PushState;
import dev.mcm.type.v1.PushedRoutes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PushStateTextTest {
    private static Timestamp at(String time) {
        return Timestamp.newBuilder().setSeconds(Instant.parse(time).getEpochSecond()).build();
    }

    private static List<String> details(PushState.Builder state, boolean stale) {
        PlanePushes pushes =
                PlanePushes.newBuilder()
                        .setState(state)
                        .setSeenAt(at("2026-12-01T03:00:05Z"))
                        .setStale(stale)
                        .build();
        return PlaneText.details(Plane.newBuilder().setId("p1").setPushes(pushes).build());
    }

    private static PushState.Builder quiet() {
        return PushState.newBuilder()
                .setReachable(true)
                .setReachableSince(at("2026-12-01T01:00:00Z"))
                .setComparedAt(at("2026-12-01T02:59:30Z"))
                .setObjects(120)
                .setRoutes(PushedRoutes.newBuilder().setEpoch(7).setTableVersion(12));
    }

    @Test
    void aPlaneWithNothingWrongIsSixQuietLines() {
        assertThat(details(quiet(), false))
                .containsSequence(
                        "  pushes       as of 2026-12-01T03:00:05Z",
                        "    reachable  yes since 2026-12-01T01:00:00Z",
                        "    compared   2026-12-01T02:59:30Z, 120 objects",
                        "    behind     none",
                        "    failing    none",
                        "    routes     epoch 7, table version 12");
    }

    @Test
    void eachThingThatIsWrongSaysSinceWhenAndWhy() {
        PushState.Builder state =
                quiet().setReachable(false)
                        .setUnreachableReason("connection refused")
                        .setCompareError("list services: 403")
                        .setCompareFailingSince(at("2026-12-01T02:00:00Z"))
                        .setNewerObjects(4)
                        .setBehind(2)
                        .setBehindSince(at("2026-12-01T02:01:00Z"))
                        .setFailing(1)
                        .addFailingPushes(
                                FailingPush.newBuilder()
                                        .setDeployment("d-1")
                                        .setCall("apply services")
                                        .setSince(at("2026-12-01T02:02:00Z"))
                                        .setError("no quota"))
                        .setRoutes(
                                PushedRoutes.newBuilder()
                                        .setShardsBehind(64)
                                        .setShardsFailing(1)
                                        .setFailingSince(at("2026-12-01T02:03:00Z"))
                                        .setError("too large"));

        assertThat(details(state, true))
                .containsSequence(
                        "  pushes       as of 2026-12-01T03:00:05Z (OLD: no pusher has said"
                                + " anything since, this is how it was)",
                        "    reachable  NO since 2026-12-01T01:00:00Z: connection refused",
                        "    compared   2026-12-01T02:59:30Z, 120 objects; 4 of a newer database,"
                                + " left alone; FAILS since 2026-12-01T02:00:00Z: list services:"
                                + " 403",
                        "    behind     2 deployments, the oldest since 2026-12-01T02:01:00Z",
                        "    failing    1 deployment",
                        "               d-1 apply services since 2026-12-01T02:02:00Z: no quota",
                        "    routes     none read yet; 64 shards behind; 1 NOT TAKEN since"
                                + " 2026-12-01T02:03:00Z: too large");
    }

    @Test
    void aPlaneOfWhichNoPusherHasSaidAnythingSaysSo() {
        assertThat(PlaneText.details(Plane.newBuilder().setId("p1").build()))
                .contains("  pushes       no pusher has said anything yet");
    }

    @Test
    void removalsThatAreHeldSayHowToReleaseThem() {
        HeldRemovals held =
                HeldRemovals.newBuilder()
                        .setSet("3f9a0c12")
                        .setObjects(12)
                        .setDeployments(4)
                        .addDeploymentIds("d-1")
                        .addDeploymentIds("d-2")
                        .setSince(at("2026-12-01T02:00:00Z"))
                        .build();

        assertThat(PlaneText.details(Plane.newBuilder().setId("p1").setHeldRemovals(held).build()))
                .containsSequence(
                        "  HELD         since 2026-12-01T02:00:00Z: the removal of 12 objects of 4"
                                + " deployments (d-1, d-2, ...)",
                        "               to let them go: atctl plane release-removals p1 --set"
                                + " 3f9a0c12 --reason WHY");
    }
}
