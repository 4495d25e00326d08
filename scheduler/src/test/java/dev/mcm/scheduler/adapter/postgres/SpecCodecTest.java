package dev.mcm.scheduler.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.scheduler.core.Tolerations;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpecCodecTest {
    @Test
    void storedTolerationOfControlPlaneNodesCountsForNothingSinceNoPodGetsIt() {
        ResolvedSpec.Builder stored =
                ResolvedSpec.newBuilder()
                        .addOptions(
                                ShapeOption.newBuilder()
                                        .setInstanceType("cpu")
                                        .setShape(
                                                Shape.newBuilder()
                                                        .setCpuMilli(1000)
                                                        .setMemoryMib(1024)));
        stored.getSpecBuilder()
                .getPlacementBuilder()
                .addTolerations("gpu=a10:NoSchedule")
                .addTolerations("node-role.kubernetes.io/control-plane:NoSchedule");
        assertThat(SpecCodec.spec(stored.build()).tolerations())
                .isEqualTo(new Tolerations(Set.of("gpu=a10:NoSchedule")));
    }
}
