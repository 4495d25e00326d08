package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.fields;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.HeldRemovals;
import dev.mcm.atc.v1.ReleasePlaneRemovalsRequest;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.access.Role;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.push.HeldRemoval;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Leftovers that wait for an operator, shown and released.
final class ReleasePlaneRemovalsCallTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final DeploymentId A = new DeploymentId("d-aaaaaaaaaa");
    private static final DeploymentId B = new DeploymentId("d-bbbbbbbbbb");
    private static final Instant THEN = Instant.EPOCH.plusSeconds(100);
    private static final Caller OPERATOR = new Caller("olga", Role.OPERATOR, null);

    private final CallScene scene = new CallScene();
    private final ReleasePlaneRemovalsCall release =
            new ReleasePlaneRemovalsCall(scene.control.planes());

    @BeforeEach
    void onePlaneThatHoldsRemovals() {
        scene.control.change(rows -> {
            rows.planes.put(
                    P1,
                    new dev.mcm.state.plane.Plane(
                            P1, "aws", "r", "u", "c", "g", false, false, "", 1, THEN, THEN));
            rows.identities.put(P1, new PlaneIdentity(P1, IdentityState.KNOWN, "uid", "", THEN));
        });
        found(A, 3);
        found(B, 2);
    }

    private void found(DeploymentId deployment, int objects) {
        scene.control.change(rows ->
                rows.heldRemovals.add(new HeldRemoval(P1, deployment, objects, THEN, null)));
    }

    private HeldRemovals held() {
        return new GetPlaneCall(scene.control.planes())
                .run(GetPlaneRequest.newBuilder().setId("p1").build())
                .getPlane()
                .getHeldRemovals();
    }

    private List<String> problems() {
        return new GetSystemStatusCall(scene.control.system())
                .run(GetSystemStatusRequest.getDefaultInstance())
                .getProblemsList();
    }

    private static ReleasePlaneRemovalsRequest.Builder request(String set) {
        return ReleasePlaneRemovalsRequest.newBuilder()
                .setId("p1")
                .setSet(set)
                .setReason("the old cluster's");
    }

    private HeldRemovals release(String set) {
        return release.run(OPERATOR, request(set).build()).getPlane().getHeldRemovals();
    }

    @Test
    void whatIsHeldIsShownAndIsAProblem() {
        HeldRemovals held = held();

        assertThat(held.getSet()).matches("[0-9a-f]{8}");
        assertThat(held)
                .isEqualTo(
                        HeldRemovals.newBuilder()
                                .setSet(held.getSet())
                                .setObjects(5)
                                .setDeployments(2)
                                .addDeploymentIds(A.value())
                                .addDeploymentIds(B.value())
                                .setSince(Timestamps.of(THEN))
                                .build());
        assertThat(problems())
                .contains(
                        "plane p1: the removal of 5 objects of 2 deployments is held for an"
                                + " operator");
    }

    @Test
    void theSetThatWasShownIsReleasedOnceOrTwice() {
        String set = held().getSet();

        assertThat(release(set)).isEqualTo(HeldRemovals.getDefaultInstance());
        assertThat(release(set)).isEqualTo(HeldRemovals.getDefaultInstance());

        scene.control.change(
                rows -> assertThat(rows.heldRemovals).hasSize(2).allMatch(HeldRemoval::isReleased));
        assertThat(problems()).noneMatch(problem -> problem.contains("is held"));
    }

    @Test
    void aSetThatHasChangedSinceIsNotReleased() {
        String shown = held().getSet();
        found(new DeploymentId("d-cccccccccc"), 400);

        assertThatThrownBy(() -> release(shown))
                .hasMessageContaining(shown)
                .hasMessageContaining(held().getSet())
                .hasMessageContaining("405 objects of 3 deployments");
        assertThat(refusal(() -> release(shown))).isEqualTo(ErrorCode.STATE_FORBIDS);
        assertThat(held().getObjects()).isEqualTo(405);
    }

    @Test
    void whatIsHeldAfterAReleaseIsAnotherSet() {
        String shown = held().getSet();
        release(shown);
        found(new DeploymentId("d-cccccccccc"), 400);

        release(shown);

        assertThat(held().getObjects()).isEqualTo(400);
        assertThat(held().getSet()).isNotEqualTo(shown);
    }

    @Test
    void whereNothingIsHeldNothingIsReleased() {
        scene.control.change(rows -> rows.heldRemovals.clear());

        assertThatThrownBy(() -> release("00c0ffee")).hasMessageContaining("no removals are held");
    }

    @Test
    void aSetAndAReasonAreRequiredAndAPlane() {
        assertThat(fields(() -> release.run(OPERATOR, request("").clearReason().build())))
                .containsExactlyInAnyOrder("set", "reason");
        assertThat(refusal(() -> release.run(OPERATOR, request("00c0ffee").setId("p9").build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void whatIsOnlyCheckedIsNotReleased() {
        ReleasePlaneRemovalsRequest.Builder only = request(held().getSet()).setValidateOnly(true);

        assertThat(release.run(OPERATOR, only.build()).getPlane().getHeldRemovals())
                .isEqualTo(held());
        assertThat(held().getObjects()).isEqualTo(5);
        assertThat(refusal(() -> release.run(OPERATOR, only.setSet("00c0ffee").build())))
                .isEqualTo(ErrorCode.STATE_FORBIDS);
    }
}
