package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.PlaneState;
import dev.mcm.it.StackExtension;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.LocalPlane;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.PlacementPolicy;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Case T3, "Lost, failed over, back again": karmada#3167, #2769, #5150. Neither two copies after
/// the return, nor none.
@Tag("long")
@ExtendWith(StackExtension.class)
final class LostAndBackCaseIT {
    private static final String PLANE = "plane-1";

    /// How long nothing may move after the return.
    private static final Duration AFTERMATH = Duration.ofSeconds(30);

    private final TestStack stack;
    private final LocalPlane plane;

    LostAndBackCaseIT(TestStack stack) {
        this.stack = stack;
        this.plane = stack.local().plane(PLANE);
    }

    @AfterEach
    void heal() throws InterruptedException {
        plane.heal();
        awaitState(PlaneState.PLANE_STATE_LIVE);
    }

    @Test
    void whatHasMovedStaysMovedAndWhatWasLeftBehindGoes() throws InterruptedException {
        int planes = stack.planeIds().size();
        String id =
                create("lost-and-back", 6, PlacementPolicy.newBuilder().setMinPlanes(planes), 6);
        assertThat(stack.pods(PLANE, id)).isNotEmpty();

        plane.cutOff();
        awaitState(PlaneState.PLANE_STATE_LOST);
        Deployment moved =
                stack.await(
                        "6 ready replicas elsewhere",
                        id,
                        d ->
                                d.getReplicas().getReady() == 6
                                        && !Cases.placed(d).containsKey(PLANE));
        plane.heal();
        Waiting.until(
                "what was left behind to go",
                Duration.ofSeconds(30),
                () -> stack.pods(PLANE, id).isEmpty());
        Set<String> pods = uids(id);
        Waiting.pause(AFTERMATH);

        assertThat(Cases.placed(stack.get(id))).isEqualTo(Cases.placed(moved));
        assertThat(uids(id)).as("pods of the deployment").isEqualTo(pods);
        stack.delete(id);
    }

    @Test
    void whatMayRunNowhereElseIsToldAndIsTheSameWhenItsPlaneReturns() throws InterruptedException {
        String id =
                create("nowhere-else", 2, PlacementPolicy.newBuilder().addAllowedPlanes(PLANE), 2);
        Set<String> pods = uids(id);

        plane.cutOff();
        awaitState(PlaneState.PLANE_STATE_LOST);
        Deployment waiting =
                stack.await("both pending", id, d -> d.getReplicas().getPending() == 2);
        assertThat(waiting.getStatusMessage()).as("why").isNotEmpty();
        plane.heal();
        stack.await(
                "both to serve again",
                id,
                d -> d.getReplicas().getPending() == 0 && d.getReplicas().getReady() == 2);

        assertThat(uids(id)).as("pods of the deployment").isEqualTo(pods);
        stack.delete(id);
    }

    @Test
    void aPlaneThatComesAndGoesIsLeftAtMostOnce() throws InterruptedException {
        int planes = stack.planeIds().size();
        String id = create("flapping", 6, PlacementPolicy.newBuilder().setMinPlanes(planes), 6);
        List<Map<String, Integer>> spread = new ArrayList<>();
        spread.add(Cases.placed(stack.get(id)));
        for (int time = 0; time < 10; time++) {
            plane.cutOff();
            Waiting.pause(Duration.ofMillis(3_500));
            plane.heal();
            Waiting.pause(Duration.ofSeconds(2));
            Map<String, Integer> now = Cases.placed(stack.get(id));
            if (!now.equals(spread.getLast())) {
                spread.add(now);
            }
        }
        assertThat(spread)
                .as("how the replicas were spread, one after the other")
                .hasSizeBetween(1, 2);
        stack.delete(id);
    }

    private String create(String name, int replicas, PlacementPolicy.Builder placement, int ready)
            throws InterruptedException {
        String id =
                stack.create(
                                name,
                                Cases.oneGpu(name + ":1").setPlacement(placement).build(),
                                Cases.always(replicas))
                        .getId();
        stack.await("all ready", id, d -> d.getReplicas().getReady() == ready);
        return id;
    }

    private Set<String> uids(String id) {
        return stack.planeIds().stream()
                .flatMap(each -> stack.pods(each, id).stream())
                .map((Pod pod) -> pod.getMetadata().getUid())
                .collect(Collectors.toSet());
    }

    private void awaitState(PlaneState state) throws InterruptedException {
        Waiting.until(
                PLANE + " to be " + state,
                TestStack.PATIENCE,
                () ->
                        stack.atc()
                                        .planes()
                                        .getPlane(GetPlaneRequest.newBuilder().setId(PLANE).build())
                                        .getPlane()
                                        .getState()
                                == state);
    }
}
