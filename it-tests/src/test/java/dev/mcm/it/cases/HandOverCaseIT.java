package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.it.TestStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.local.stack.SimulatedLocalPlane;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Case X2 and its kind: what runs is to run elsewhere from now on, on another plane, in another
/// region or on another GPU. What is there stays until what follows it is ready.
@Tag("long")
final class HandOverCaseIT {
    private static final String OTHER_GPU = "A10";
    private static final int REPLICAS = 4;

    /// How long the image cannot be pulled where the replicas are to go.
    private static final Duration SLOW_PULL = Duration.ofSeconds(10);

    private static TestStack stack;
    private final List<String> created = new ArrayList<>();

    @BeforeAll
    static void start() {
        stack = TestStack.own(List.of(plane("plane-1", "r1"), plane("plane-2", "r2")));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @AfterEach
    void clear() throws InterruptedException {
        for (String id : created) {
            stack.delete(id);
            Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
        }
    }

    private static PlaneSpec plane(String id, String region) {
        return new PlaneSpec(
                id,
                "sim",
                region,
                List.of(
                        SimulatedNode.of("t4-1", 64_000, 262_144, 4, Cases.GPU),
                        SimulatedNode.of("t4-2", 64_000, 262_144, 4, Cases.GPU),
                        SimulatedNode.of("a10-1", 64_000, 262_144, 4, OTHER_GPU),
                        SimulatedNode.of("a10-2", 64_000, 262_144, 4, OTHER_GPU)));
    }

    @Test
    void replicasOfAPlaneThatIsDeniedStayWhileTheOthersPullTheirImage() throws Throwable {
        DeploymentSpec.Builder spec =
                Cases.oneGpu("denied:1")
                        .setPlacement(PlacementPolicy.newBuilder().addPreferredRegions("r1"));
        String id = serve("denied", spec);
        SimulatedLocalPlane other = (SimulatedLocalPlane) stack.local().plane("plane-2");
        other.simulation().faults().imageBroken("registry.example/denied:1", true);
        HandOverUnderLoad.of(
                stack,
                id,
                Map.of("plane-2", REPLICAS),
                it -> {
                    Cases.change(
                            stack,
                            it,
                            DeploymentSpec.newBuilder()
                                    .setPlacement(
                                            PlacementPolicy.newBuilder()
                                                    .addDeniedPlanes("plane-1")),
                            "spec.placement.denied_planes");
                    Waiting.pause(SLOW_PULL);
                    other.simulation().faults().imageBroken("registry.example/denied:1", false);
                });
    }

    @Test
    void anotherGpuUnderLoad() throws Throwable {
        String id = serve("gpu", Cases.only(Cases.oneGpu("gpu:1"), "plane-1"));
        HandOverUnderLoad.of(
                stack,
                id,
                Map.of("plane-1", REPLICAS),
                it -> {
                    DeploymentSpec.Builder spec = DeploymentSpec.newBuilder();
                    spec.getResourcesBuilder().addGpuTypes(OTHER_GPU);
                    Cases.change(stack, it, spec, "spec.resources.gpu_types");
                });
        assertThat(stack.pods("plane-1", id))
                .allSatisfy(pod ->
                        assertThat(pod.getSpec().getNodeSelector()).containsValue(OTHER_GPU));
    }

    @Test
    void anotherRegionUnderLoad() throws Throwable {
        String id = serve("region", inRegion(Cases.oneGpu("region:1"), "r1"));
        HandOverUnderLoad.of(
                stack,
                id,
                Map.of("plane-2", REPLICAS),
                it ->
                        Cases.change(
                                stack,
                                it,
                                inRegion(DeploymentSpec.newBuilder(), "r2"),
                                "spec.placement.required_regions"));
    }

    private static DeploymentSpec.Builder inRegion(DeploymentSpec.Builder spec, String region) {
        return spec.setPlacement(PlacementPolicy.newBuilder().addRequiredRegions(region));
    }

    private String serve(String name, DeploymentSpec.Builder spec) throws InterruptedException {
        String id = stack.create(name, spec.build(), Cases.always(REPLICAS)).getId();
        created.add(id);
        stack.await("all ready", id, d -> d.getReplicas().getReady() == REPLICAS);
        return id;
    }
}
