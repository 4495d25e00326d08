package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcm.atc.v1.ClusterIdentity;
import dev.mcm.atc.v1.CordonPlaneRequest;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.ListPlanesResponse;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.atc.v1.PlanePushes;
import dev.mcm.atc.v1.UncordonPlaneRequest;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.push.PushStateRow;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.NodeClosure;
import dev.mcm.type.v1.PushState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Reading planes, and cordoning them.
final class PlaneCallsTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final Instant THEN = Instant.EPOCH;

    private static final Caller OPERATOR = new Caller("olga", Role.OPERATOR, null);

    private final CallScene scene = new CallScene();
    private final GetPlaneCall get = new GetPlaneCall(scene.control.planes());
    private final ListPlanesCall list = new ListPlanesCall(scene.control.planes());
    private final CordonPlaneCall cordon = new CordonPlaneCall(scene.control.planes(), scene.clock);
    private final DeclarePlaneCall declare = new DeclarePlaneCall(scene.control.planes());
    private final UncordonPlaneCall uncordon =
            new UncordonPlaneCall(scene.control.planes(), scene.clock);

    @BeforeEach
    void threePlanes() {
        for (String id : new String[] {"p1", "p2", "p3"}) {
            PlaneId plane = new PlaneId(id);
            scene.control.change(rows -> {
                rows.planes.put(
                        plane,
                        new dev.mcm.state.plane.Plane(
                                plane, "aws", "r", "u", "c", "g", false, false, "", 1, THEN, THEN));
                rows.identities.put(
                        plane,
                        new PlaneIdentity(plane, IdentityState.KNOWN, "uid-" + id, "", THEN));
            });
        }
        NodeClass nodes =
                NodeClass.newBuilder()
                        .setNodeCount(2)
                        .addFreeGpuMilli(500)
                        .addFreeGpuMilli(1000)
                        .setFreeCpuMilli(100)
                        .setFreeMemoryMib(10)
                        .build();
        scene.control.change(rows -> {
            rows.planeStates.add(new PlaneStateRow(P1, PlaneState.LOST, "silent", THEN));
            rows.capacities.add(
                    new CapacityPart(
                            P1,
                            "A10",
                            0,
                            NodeClasses.newBuilder().addClasses(nodes).build(),
                            2,
                            4000,
                            0,
                            0,
                            new Epoch(1),
                            1,
                            THEN));
            rows.capacities.add(
                    new CapacityPart(
                            P1,
                            "A10",
                            2,
                            NodeClasses.newBuilder()
                                    .addClasses(nodes.toBuilder().setNodeCount(1))
                                    .addClosed(
                                            nodes.toBuilder()
                                                    .setClosure(NodeClosure.NODE_CLOSURE_CORDONED))
                                    .build(),
                            1,
                            2000,
                            0,
                            0,
                            new Epoch(1),
                            1,
                            THEN));
        });
    }

    private Plane get(String id) {
        return get.run(GetPlaneRequest.newBuilder().setId(id).build()).getPlane();
    }

    @Test
    void aPlaneIsShownWithItsStateItsClusterAndWhatIsFree() {
        Plane plane = get("p1");

        assertThat(plane.getState()).isEqualTo(dev.mcm.atc.v1.PlaneState.PLANE_STATE_LOST);
        assertThat(plane.getStateMessage()).isEqualTo("silent");
        assertThat(plane.getClusterId()).isEqualTo("uid-p1");
        assertThat(plane.getIdentity()).isEqualTo(ClusterIdentity.CLUSTER_IDENTITY_KNOWN);
        assertThat(plane.getCapacity().getFreeGpuMilli()).isEqualTo(3 * 1500);
        assertThat(plane.getCapacity().getFreeCpuMilli()).isEqualTo(300);
        assertThat(plane.getCapacity().getNodeClassesList())
                .as("equal nodes of two rows")
                .extracting(NodeClass::getNodeCount)
                .containsExactly(3);
        assertThat(plane.getCapacity().getClosedClassesList())
                .extracting(NodeClass::getNodeCount, NodeClass::getClosure)
                .containsExactly(tuple(2, NodeClosure.NODE_CLOSURE_CORDONED));
    }

    @Test
    void aPlaneThatNobodyHasJudgedYetIsPending() {
        assertThat(get("p2").getState()).isEqualTo(dev.mcm.atc.v1.PlaneState.PLANE_STATE_PENDING);
        assertThat(refusal(() -> get("p9"))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> get("No Id"))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void pagesOfPlanesComeWithoutNodeClasses() {
        ListPlanesResponse first = list.run(ListPlanesRequest.newBuilder().setPageSize(2).build());
        ListPlanesResponse last =
                list.run(
                        ListPlanesRequest.newBuilder()
                                .setPageSize(2)
                                .setPageToken(first.getNextPageToken())
                                .build());

        assertThat(first.getPlanesList()).extracting(Plane::getId).containsExactly("p1", "p2");
        assertThat(first.getPlanes(0).getCapacity().getFreeGpuMilli()).isEqualTo(4500);
        assertThat(first.getPlanes(0).getCapacity().getNodeClassesCount()).isZero();
        assertThat(last.getPlanesList()).extracting(Plane::getId).containsExactly("p3");
        assertThat(last.getNextPageToken()).isEmpty();
    }

    @Test
    void aCordonIsKeptWithItsReasonUntilItIsTakenBack() {
        CordonPlaneRequest request =
                CordonPlaneRequest.newBuilder().setId("p1").setReason("new nodes").build();

        assertThat(cordon.run(request).getPlane().getCordonReason()).isEqualTo("new nodes");
        cordon.run(request);
        assertThat(scene.control.now().planes.get(P1).revision()).isEqualTo(2);

        Plane open = uncordon.run(UncordonPlaneRequest.newBuilder().setId("p1").build()).getPlane();
        assertThat(open.getCordoned()).isFalse();
        assertThat(open.getCordonReason()).isEmpty();
    }

    @Test
    void aCordonKeepsWhatSomebodyElseChangesMeanwhile() {
        scene.control.meanwhile(rows ->
                rows.planes.computeIfPresent(
                        P1,
                        (_, row) ->
                                new dev.mcm.state.plane.Plane(
                                        row.id(),
                                        row.provider(),
                                        "eu-1",
                                        row.apiUrl(),
                                        row.credentialsRef(),
                                        row.gatewayUrl(),
                                        row.sharesGpus(),
                                        row.cordoned(),
                                        row.cordonReason(),
                                        row.revision() + 1,
                                        row.createdAt(),
                                        row.updatedAt())));

        Plane plane =
                cordon.run(CordonPlaneRequest.newBuilder().setId("p1").setReason("x").build())
                        .getPlane();

        assertThat(plane.getCordoned()).isTrue();
        assertThat(plane.getRegion()).isEqualTo("eu-1");
    }

    private Plane declare(PlaneOrderKind kind, String reason, long seconds) {
        return declare(
                DeclarePlaneRequest.newBuilder()
                        .setId("p1")
                        .setKind(kind)
                        .setReason(reason)
                        .setValidForSeconds(seconds)
                        .build());
    }

    private Plane declare(DeclarePlaneRequest request) {
        return declare.run(OPERATOR, request).getPlane();
    }

    @Test
    void anOperatorsWordIsShownUntilItIsReplacedOrTakenBack() {
        Plane lost = declare(PlaneOrderKind.PLANE_ORDER_KIND_LOST, "flooded", 0);
        assertThat(lost.getOrder().getKind()).isEqualTo(PlaneOrderKind.PLANE_ORDER_KIND_LOST);
        assertThat(lost.getOrder().getDeclaredBy()).isEqualTo("olga");
        assertThat(lost.getOrder().hasUntil()).isFalse();

        Plane alive = declare(PlaneOrderKind.PLANE_ORDER_KIND_ALIVE, "link down", 1800);
        assertThat(alive.getOrder().getUntil().getSeconds()).isEqualTo(1800);
        assertThat(list.run(ListPlanesRequest.getDefaultInstance()).getPlanes(0).getOrder())
                .isEqualTo(alive.getOrder());
        assertThat(
                        new GetSystemStatusCall(scene.control.system())
                                .run(GetSystemStatusRequest.getDefaultInstance())
                                .getPlanes(0)
                                .getOrder())
                .contains("declared ALIVE by olga", "link down");

        assertThat(declare(PlaneOrderKind.PLANE_ORDER_KIND_NONE, "", 0).hasOrder()).isFalse();
        assertThat(get("p1").hasOrder()).isFalse();
    }

    @Test
    void aWordThatIsOnlyCheckedIsNotWritten() {
        DeclarePlaneRequest request =
                DeclarePlaneRequest.newBuilder()
                        .setId("p1")
                        .setKind(PlaneOrderKind.PLANE_ORDER_KIND_LOST)
                        .setReason("flooded")
                        .setValidateOnly(true)
                        .build();

        assertThat(declare(request).hasOrder()).isFalse();
        assertThat(get("p1").hasOrder()).isFalse();
        assertThat(refusal(() -> declare(request.toBuilder().setId("p9").build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(fields(() -> declare(request.toBuilder().setReason(" ").build())))
                .containsExactly("reason");
    }

    @Test
    void aWordThatKeepsReplicasWhereTheyAreOrTheBrakeOffEndsByItself() {
        for (PlaneOrderKind kind :
                List.of(
                        PlaneOrderKind.PLANE_ORDER_KIND_ALIVE,
                        PlaneOrderKind.PLANE_ORDER_KIND_BRAKE_OVERRIDE)) {
            for (long seconds : List.of(-1L, 0L, 86_401L)) {
                assertThat(fields(() -> declare(kind, "x", seconds)))
                        .as("%s for %s", kind, seconds)
                        .containsExactly("valid_for_seconds");
            }
            declare(kind, "x", 86_400);
        }
        assertThat(fields(() -> declare(PlaneOrderKind.PLANE_ORDER_KIND_LOST, "x", 2_592_001)))
                .containsExactly("valid_for_seconds");
        assertThat(fields(() -> declare(PlaneOrderKind.PLANE_ORDER_KIND_NONE, "", 5)))
                .containsExactly("valid_for_seconds");
        assertThat(fields(() -> declare(PlaneOrderKind.PLANE_ORDER_KIND_UNSPECIFIED, "x", 5)))
                .containsExactly("kind");
    }

    @Test
    void aCordonNeedsAReason() {
        assertThat(fields(() -> cordon.run(CordonPlaneRequest.newBuilder().setId("p1").build())))
                .containsExactly("reason");
    }

    @Test
    void aPlaneShowsWhatThePusherKnowsOfItAndWhetherThatIsOld() {
        GetPlaneRequest request = GetPlaneRequest.newBuilder().setId("p1").build();
        assertThat(get.run(request).getPlane().hasPushes()).isFalse();
        PushState state = PushState.newBuilder().setBehind(3).build();
        Instant seen = THEN.plusSeconds(100);
        for (int age : new int[] {5, 600}) {
            scene.control.change(rows ->
                    rows.pushStates.put(
                            P1, new PushStateRow(P1, state, seen, Duration.ofSeconds(age))));

            assertThat(get.run(request).getPlane().getPushes())
                    .isEqualTo(
                            PlanePushes.newBuilder()
                                    .setState(state)
                                    .setSeenAt(Timestamps.of(seen))
                                    .setStale(age == 600)
                                    .build());
        }
        assertThat(list.run(ListPlanesRequest.getDefaultInstance()).getPlanes(0).hasPushes())
                .as("in lists")
                .isFalse();
    }
}
