package dev.mcm.it.cases;

import dev.mcm.it.StackExtension;
import dev.mcm.it.TestStack;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Case X2 on planes of any kind, real ones too: all replicas are on one plane, which is then
/// denied.
@Tag("long")
@ExtendWith(StackExtension.class)
final class DeniedPlaneCaseIT {
    private static final int REPLICAS = 2;

    private final TestStack stack;

    DeniedPlaneCaseIT(TestStack stack) {
        this.stack = stack;
    }

    @Test
    void whatRunsThereStaysUntilAsManyAreReadyElsewhere() throws Throwable {
        DeploymentSpec.Builder spec =
                Cases.oneGpu("x2:1")
                        .setPlacement(PlacementPolicy.newBuilder().addPreferredRegions("region-1"));
        String id = stack.create("x2", spec.build(), Cases.always(REPLICAS)).getId();
        stack.await("all ready", id, d -> d.getReplicas().getReady() == REPLICAS);
        try {
            HandOverUnderLoad.of(
                    stack,
                    id,
                    Map.of("plane-2", REPLICAS),
                    it ->
                            Cases.change(
                                    stack,
                                    it,
                                    DeploymentSpec.newBuilder()
                                            .setPlacement(
                                                    PlacementPolicy.newBuilder()
                                                            .addAllowedPlanes("plane-2")),
                                    "spec.placement.allowed_planes"));
        } finally {
            stack.delete(id);
            Waiting.until("it to go", TestStack.PATIENCE, () -> stack.objectsOf(id).isEmpty());
        }
    }
}
