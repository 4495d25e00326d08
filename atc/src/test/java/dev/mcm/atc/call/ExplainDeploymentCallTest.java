package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.status.PodProblems;
import dev.mcm.atc.port.PodSource;
import dev.mcm.atc.v1.ExplainDeploymentRequest;
import dev.mcm.atc.v1.ExplainDeploymentResponse;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.placement.PlacementSummary;
import dev.mcm.state.placement.PlaneVerdict;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import dev.mcm.state.scale.ScaleTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplainDeploymentCallTest {
    private static final Instant THEN = Instant.EPOCH;

    private final CallScene scene = new CallScene();
    private final String id = scene.create("chat").getId();
    private final ExplainDeploymentRequest request =
            ExplainDeploymentRequest.newBuilder().setId(id).build();

    private ExplainDeploymentCall call(PodSource pods) {
        return new ExplainDeploymentCall(scene.control.explanations(), pods, scene.clock);
    }

    private void decided() {
        DeploymentId row = new DeploymentId(id);
        scene.control.change(rows -> {
            rows.scales.put(row, new ScaleTarget(row, 3, "CONCURRENCY", "12 / 4", 1, THEN));
            rows.placements.put(row, new PlacementSummary(row, 3, 2, 1, 0, "PENDING", THEN));
            rows.verdicts.put(
                    row,
                    List.of(
                            new PlaneVerdict(new PlaneId("p1"), "PLACED", "2", 2),
                            new PlaneVerdict(new PlaneId("p2"), "CORDONED", "by olga", 0)));
            rows.pushes.add(
                    new Push(new PushKey(row, new PlaneId("p1")), 9, 8, "403", 4, THEN, null));
        });
    }

    @Test
    void everyDecisionIsToldWithItsReason() {
        decided();
        ObservedObject crashing =
                ObservedObject.newBuilder()
                        .setName("pod-1")
                        .setPod(
                                PodDetail.newBuilder()
                                        .setPhase("Running")
                                        .setReason("CrashLoopBackOff"))
                        .build();

        ExplainDeploymentResponse why =
                call(_ -> List.of(new PodProblems.Pod(new PlaneId("p1"), crashing, null)))
                        .run(DEV, request);

        assertThat(why.getDeployment().getReplicas().getDesired()).isEqualTo(3);
        assertThat(why.getScale().getReason()).isEqualTo("CONCURRENCY");
        assertThat(why.getPlacement().getPending()).isEqualTo(1);
        assertThat(why.getPlacement().getVerdictsList())
                .extracting(verdict -> verdict.getReason())
                .containsExactly("PLACED", "CORDONED");
        assertThat(why.getPushes(0).getError()).isEqualTo("403");
        assertThat(why.getPodProblems(0).getReason()).isEqualTo("Running/CrashLoopBackOff");
    }

    @Test
    void whatIsNotDecidedYetIsLeftOut() {
        ExplainDeploymentResponse why = call(_ -> List.of()).run(DEV, request);

        assertThat(why.hasScale()).isFalse();
        assertThat(why.getPlacement().hasDecidedAt()).isFalse();
        assertThat(why.getPushesList()).isEmpty();
    }

    @Test
    void thePodsAreLeftOutWhenTheirDatabaseDoesNotAnswer() {
        decided();

        ExplainDeploymentResponse why =
                call(
                                _ -> {
                                    throw McmException.unavailable(
                                            "gone", Duration.ofSeconds(1), null);
                                })
                        .run(DEV, request);

        assertThat(why.getScale().getDesired()).isEqualTo(3);
        assertThat(why.getPodProblemsList()).isEmpty();
    }

    @Test
    void othersAreToldNothing() {
        assertThat(
                        refusal(() ->
                                call(
                                                _ -> {
                                                    throw new AssertionError("pods are read");
                                                })
                                        .run(STRANGER, request)))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
