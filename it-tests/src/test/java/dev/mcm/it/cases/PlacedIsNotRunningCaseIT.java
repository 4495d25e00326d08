package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.it.StackExtension;
import dev.mcm.it.TestStack;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.PlacementPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Case T11, "Placed is not running": karmada#726, #1685, #3112, #4046. Pods that their plane can
/// bind no longer, with room elsewhere.
@ExtendWith(StackExtension.class)
final class PlacedIsNotRunningCaseIT {
    /// A plane's own word and the way to another one.
    private static final Duration MOVED = Duration.ofSeconds(60);

    /// How long nothing may move back.
    private static final Duration AFTERMATH = Duration.ofSeconds(12);

    private final TestStack stack;

    PlacedIsNotRunningCaseIT(TestStack stack) {
        var _ = stack.local();
        this.stack = stack;
    }

    @AfterEach
    void open() {
        closed(stack.planeIds(), false);
    }

    private void closed(Set<String> planes, boolean closed) {
        planes.forEach(plane -> Cases.closed(stack.plane(plane), closed));
    }

    private Set<String> others() {
        return stack.planeIds().stream()
                .filter(plane -> !plane.equals("plane-1"))
                .collect(Collectors.toSet());
    }

    @Test
    void whatItsPlaneBindsNoLongerIsToldSoughtElsewhereAndDoesNotComeBack()
            throws InterruptedException {
        Waiting.until(
                "the GPUs of the case before to be known to be free",
                TestStack.PATIENCE,
                () -> Cases.freeGpus(stack, "plane-1") >= 4);
        String id =
                stack.create(
                                "not-running",
                                Cases.oneGpu("not-running:1")
                                        .setPlacement(
                                                PlacementPolicy.newBuilder()
                                                        .addPreferredRegions("region-1"))
                                        .build(),
                                Cases.always(4))
                        .getId();
        Deployment first = stack.await("4 ready", id, d -> d.getReplicas().getReady() == 4);
        assertThat(Cases.placed(first)).as("the preferred plane").isEqualTo(Map.of("plane-1", 4));

        closed(stack.planeIds(), true);
        stack.pods("plane-1", id).forEach(pod -> stack.plane("plane-1").resource(pod).delete());
        Deployment told =
                stack.await("all to be pending", id, d -> d.getReplicas().getPending() == 4);
        assertThat(told.getStatus()).isNotEqualTo(DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE);
        assertThat(told.getStatusMessage()).as("why they are pending").isNotEmpty();

        closed(others(), false);
        Waiting.until(
                "4 ready on other planes, and none placed on plane-1",
                MOVED,
                () ->
                        stack.readyPodCount(id) == 4
                                && stack.pods("plane-1", id).isEmpty()
                                && !Cases.placed(stack.get(id)).containsKey("plane-1"));
        Map<String, Integer> moved = Cases.placed(stack.get(id));

        closed(stack.planeIds(), false);
        Waiting.pause(AFTERMATH);
        Deployment after = stack.get(id);
        assertThat(Cases.placed(after)).as("after the nodes are open again").isEqualTo(moved);
        assertThat(after.getReplicas().getPending()).isZero();
        assertThat(after.getReplicas().getReady()).isEqualTo(4);
        stack.delete(id);
        Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
    }
}
