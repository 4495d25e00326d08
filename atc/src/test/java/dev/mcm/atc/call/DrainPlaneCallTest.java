package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneDrain;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.view.DrainProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Draining planes, and taking that back.
final class DrainPlaneCallTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final Instant THEN = Instant.EPOCH;
    private static final Caller OPERATOR = new Caller("olga", Role.OPERATOR, null);

    private final CallScene scene = new CallScene();
    private final DrainPlaneCall drain = new DrainPlaneCall(scene.control.planes());
    private final CancelPlaneDrainCall cancel = new CancelPlaneDrainCall(scene.control.planes());
    private final DeclarePlaneCall declare = new DeclarePlaneCall(scene.control.planes());

    @BeforeEach
    void onePlane() {
        scene.control.change(rows -> {
            rows.planes.put(
                    P1,
                    new dev.mcm.state.plane.Plane(
                            P1, "aws", "r", "u", "c", "g", false, false, "", 1, THEN, THEN));
            rows.identities.put(P1, new PlaneIdentity(P1, IdentityState.KNOWN, "uid", "", THEN));
            rows.left.put(P1, new DrainProgress(P1, 7, 5, 2));
        });
    }

    private static DrainPlaneRequest.Builder request(long seconds) {
        return DrainPlaneRequest.newBuilder()
                .setId("p1")
                .setReason("new kernel")
                .setDeadlineSeconds(seconds);
    }

    private Plane drain(long seconds) {
        return drain.run(OPERATOR, request(seconds).build()).getPlane();
    }

    private Plane cancel() {
        return cancel.run(CancelPlaneDrainRequest.newBuilder().setId("p1").build()).getPlane();
    }

    private Plane declare(PlaneOrderKind kind) {
        boolean none = kind == PlaneOrderKind.PLANE_ORDER_KIND_NONE;
        DeclarePlaneRequest.Builder request =
                DeclarePlaneRequest.newBuilder()
                        .setId("p1")
                        .setKind(kind)
                        .setReason(none ? "" : "flooded")
                        .setValidForSeconds(none ? 0 : 600);
        return declare.run(OPERATOR, request.build()).getPlane();
    }

    private Plane get() {
        return new GetPlaneCall(scene.control.planes())
                .run(GetPlaneRequest.newBuilder().setId("p1").build())
                .getPlane();
    }

    @Test
    void aDrainIsShownWithWhatIsLeftUntilItIsTakenBack() {
        Plane drained = drain(1800);

        assertThat(drained.getDrain())
                .isEqualTo(
                        PlaneDrain.newBuilder()
                                .setDeadline(Timestamps.of(THEN.plusSeconds(1800)))
                                .setReason("new kernel")
                                .setBy("olga")
                                .setReplicasLeft(7)
                                .setReadyLeft(5)
                                .setDeploymentsLeft(2)
                                .build());
        assertThat(drained.getOrder().getKind()).isEqualTo(PlaneOrderKind.PLANE_ORDER_KIND_DRAIN);
        assertThat(
                        new ListPlanesCall(scene.control.planes())
                                .run(ListPlanesRequest.getDefaultInstance())
                                .getPlanes(0)
                                .getDrain())
                .isEqualTo(drained.getDrain());

        scene.control.change(rows -> rows.left.clear());
        assertThat(get().getDrain().getReplicasLeft()).isZero();
        assertThat(cancel().hasDrain()).isFalse();
        assertThat(cancel().hasOrder()).as("once more").isFalse();
    }

    @Test
    void anHourIsTheDeadlineThatIsNotGivenAndAnotherDrainSetsAnother() {
        assertThat(drain(0).getDrain().getDeadline())
                .isEqualTo(Timestamps.of(THEN.plusSeconds(3600)));
        assertThat(drain(604_800).getDrain().getDeadline())
                .isEqualTo(Timestamps.of(THEN.plusSeconds(604_800)));
    }

    @Test
    void aDeadlineOutsideItsRangeAndAReasonThatIsMissingAreRefused() {
        for (long seconds : List.of(-1L, 59L, 604_801L)) {
            assertThat(fields(() -> drain(seconds))).containsExactly("deadline_seconds");
        }
        assertThat(fields(() -> drain.run(OPERATOR, request(60).clearReason().build())))
                .containsExactly("reason");
        assertThat(get().hasDrain()).isFalse();
        drain(60);
    }

    @Test
    void aDrainTakesNoOtherWordsPlaceNorDoesItsEnd() {
        for (PlaneOrderKind kind :
                List.of(
                        PlaneOrderKind.PLANE_ORDER_KIND_LOST,
                        PlaneOrderKind.PLANE_ORDER_KIND_ALIVE,
                        PlaneOrderKind.PLANE_ORDER_KIND_BRAKE_OVERRIDE)) {
            declare(kind);

            assertThatThrownBy(() -> drain(60))
                    .hasMessageContaining("plane p1")
                    .hasMessageContaining("by olga")
                    .hasMessageContaining("take that back first");
            assertThat(
                            refusal(() ->
                                    drain.run(OPERATOR, request(60).setValidateOnly(true).build())))
                    .isEqualTo(ErrorCode.STATE_FORBIDS);
            assertThat(cancel().getOrder().getKind()).isEqualTo(kind);
        }
    }

    @Test
    void aNewerWordTakesTheDrainsPlaceAndTakingThatBackBringsItNotBack() {
        drain(60);

        Plane lost = declare(PlaneOrderKind.PLANE_ORDER_KIND_LOST);

        assertThat(lost.hasDrain()).isFalse();
        assertThat(lost.getOrder().getKind()).isEqualTo(PlaneOrderKind.PLANE_ORDER_KIND_LOST);
        assertThat(declare(PlaneOrderKind.PLANE_ORDER_KIND_NONE).hasOrder()).isFalse();
    }

    @Test
    void takingBackWhatWasDeclaredTakesBackNoDrain() {
        drain(60);

        assertThat(declare(PlaneOrderKind.PLANE_ORDER_KIND_NONE).hasDrain()).isTrue();
        assertThat(fields(() -> declare(PlaneOrderKind.PLANE_ORDER_KIND_DRAIN)))
                .containsExactly("kind");
    }

    @Test
    void whatIsOnlyCheckedIsNotWritten() {
        drain.run(OPERATOR, request(60).setValidateOnly(true).build());
        assertThat(get().hasDrain()).isFalse();

        drain(60);
        cancel.run(CancelPlaneDrainRequest.newBuilder().setId("p1").setValidateOnly(true).build());
        assertThat(get().hasDrain()).isTrue();
    }

    @Test
    void aPlaneThatIsNotThereIsNotFound() {
        for (boolean only : new boolean[] {false, true}) {
            assertThat(
                            refusal(() ->
                                    drain.run(
                                            OPERATOR,
                                            request(60).setId("p9").setValidateOnly(only).build())))
                    .isEqualTo(ErrorCode.NOT_FOUND);
            assertThat(
                            refusal(() ->
                                    cancel.run(
                                            CancelPlaneDrainRequest.newBuilder()
                                                    .setId("p9")
                                                    .setValidateOnly(only)
                                                    .build())))
                    .isEqualTo(ErrorCode.NOT_FOUND);
        }
    }
}
