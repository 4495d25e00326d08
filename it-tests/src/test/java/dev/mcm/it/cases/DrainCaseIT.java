package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A plane that is to be empty by a deadline: what runs there is handed over, and what has found no
/// other place by then goes.
@Tag("long")
final class DrainCaseIT {
    private static final String DRAINED = "plane-1";
    private static final String OTHER = "plane-2";
    private static final int REPLICAS = 100;

    /// The shortest that there is.
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /// What is told to go takes its grace, and what has gone is heard of.
    private static final Duration GONE = Duration.ofSeconds(20);

    private static TestStack stack;
    private String id = "";

    @BeforeAll
    static void start() {
        stack =
                TestStack.own(
                        List.of(
                                new PlaneSpec(DRAINED, "sim", "r1", Cases.machines(13, 8)),
                                new PlaneSpec(OTHER, "sim", "r2", Cases.machines(14, 8))));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void clear() throws InterruptedException {
        Cases.closed(stack.plane(OTHER), false);
        var _ =
                stack.atc()
                        .planes()
                        .cancelPlaneDrain(
                                CancelPlaneDrainRequest.newBuilder().setId(DRAINED).build());
        stack.delete(id);
        Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
    }

    @Test
    void aHundredReplicasAreReadyElsewhereByTheDeadlineAndNoneIsMissed()
            throws InterruptedException {
        serve("hundred", REPLICAS);
        try (ReadyRecord ready = new ReadyRecord(stack, id)) {
            long start = System.nanoTime();
            drain();
            Waiting.until(
                    () -> "the drain to be done, now " + plane().getDrain() + "; " + ready,
                    DEADLINE,
                    () -> done() && stack.readyPods(id).equals(Map.of(OTHER, REPLICAS)));
            System.out.printf(
                    "%d replicas drained after %d ms%n",
                    REPLICAS, (System.nanoTime() - start) / 1_000_000);
            assertThat(ready.fewest()).as("fewest; %s", ready).isGreaterThanOrEqualTo(REPLICAS);
        }
    }

    @Test
    void whatFindsNoOtherPlaceStaysUntilTheDeadlineAndGoesThen() throws InterruptedException {
        serve("nowhere", 8);
        Cases.closed(stack.plane(OTHER), true);
        Cases.awaitFree(stack, OTHER, 0);
        drain();
        Waiting.pause(DEADLINE.minusSeconds(10));
        assertThat(stack.readyPods(id)).as("before the deadline").isEqualTo(Map.of(DRAINED, 8));
        assertThat(plane().getDrain().getReplicasLeft()).isEqualTo(8);
        Waiting.until(
                () -> "the drain to be done, now " + plane().getDrain(),
                GONE.plusSeconds(10),
                () -> done() && stack.pods(DRAINED, id).isEmpty());
        Cases.closed(stack.plane(OTHER), false);
        stack.await("all elsewhere", id, _ -> stack.readyPods(id).equals(Map.of(OTHER, 8)));
    }

    private void serve(String name, int replicas) throws InterruptedException {
        DeploymentSpec spec =
                Cases.oneGpu(name + ":1")
                        .setPlacement(PlacementPolicy.newBuilder().addPreferredRegions("r1"))
                        .build();
        id = stack.create(name, spec, Cases.always(replicas)).getId();
        stack.await(
                "all ready on " + DRAINED,
                id,
                _ -> stack.readyPods(id).equals(Map.of(DRAINED, replicas)));
    }

    private static void drain() {
        var _ =
                stack.atc()
                        .planes()
                        .drainPlane(
                                DrainPlaneRequest.newBuilder()
                                        .setId(DRAINED)
                                        .setReason("its hall is rebuilt")
                                        .setDeadlineSeconds(DEADLINE.toSeconds())
                                        .build());
    }

    private static Plane plane() {
        return stack.atc()
                .planes()
                .getPlane(GetPlaneRequest.newBuilder().setId(DRAINED).build())
                .getPlane();
    }

    private static boolean done() {
        return plane().hasDrain() && plane().getDrain().getReplicasLeft() == 0;
    }
}
