package dev.mcm.scheduler.core;

import static dev.mcm.scheduler.core.SceneParts.gpu;
import static dev.mcm.scheduler.core.SceneParts.gpuNodes;
import static dev.mcm.scheduler.core.SceneParts.group;
import static dev.mcm.scheduler.core.SceneParts.spec;
import static dev.mcm.state.observed.ReplicaState.FAILING;
import static dev.mcm.state.observed.ReplicaState.READY;
import static dev.mcm.state.observed.ReplicaState.STARTING;
import static dev.mcm.state.observed.ReplicaState.UNBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.observed.ReplicaGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One replica on each of planes a to d.
class VictimsTest {
    private static final ReplicaGroup ONE_READY = group(READY, 1);

    private final Scene scene = new Scene();

    private void oneEach(ReplicaGroup... shown) {
        List<String> planes = List.of("a", "b", "c", "d").subList(0, shown.length);
        planes.forEach(plane -> scene.plane(plane, gpuNodes(1, "H100", 1)));
        scene.deploy("d", shown.length, spec(gpu("H100", 1))).settle();
        for (int i = 0; i < shown.length; i++) {
            scene.observe("d", planes.get(i), shown[i]).capacity(planes.get(i));
        }
    }

    private String desire(int replicas) {
        scene.desire("d", replicas).settle();
        List<String> left = new ArrayList<>(scene.planes.keySet());
        left.removeIf(plane -> scene.on("d", plane) == 0);
        return String.join("", left);
    }

    @Test
    void failingThenUnboundThenStartingGoBeforeReadyOnes() {
        oneEach(
                ONE_READY,
                group(STARTING, 1),
                group(FAILING, 1, Scene.T0, "CrashLoopBackOff"),
                group(UNBOUND, 1));
        scene.now = scene.now.plusSeconds(90);
        assertThat(List.of(desire(3), desire(2), desire(1), desire(0)))
                .containsExactly("abd", "ab", "a", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void theOnlyReadyOneStaysWhereverItIs(String ready) {
        oneEach(group(STARTING, 1), group(STARTING, 1));
        scene.observe("d", ready, ONE_READY);
        assertThat(desire(1)).isEqualTo(ready);
    }

    @Test
    void theOnlyReadyOneStaysOnACordonedPlane() {
        oneEach(ONE_READY, group(STARTING, 1));
        scene.cordon("a", true);
        assertThat(desire(1)).isEqualTo("a");
    }

    @Test
    void ofEqualOnesTheNewestGoes() {
        oneEach(
                group(READY, 1, Scene.T0.minusSeconds(5), ""),
                group(READY, 1, Scene.T0.minusSeconds(3), ""),
                group(READY, 1, Scene.T0.minusSeconds(9), ""));
        assertThat(desire(2)).isEqualTo("ac");
    }

    @Test
    void readyReplicasWhereTheyAreForbiddenStayUntilAsManyOthersAreReady() {
        oneEach(ONE_READY, ONE_READY);
        scene.plane("c", gpuNodes(1, "H100", 2));
        scene.change(
                "d",
                facts ->
                        SceneFacts.with(
                                facts,
                                facts.specVersion(),
                                true,
                                2,
                                new DeploymentSpec(
                                        facts.spec().options(),
                                        1,
                                        Tolerations.NONE,
                                        new PlacementRules(
                                                Set.of(),
                                                Set.of(),
                                                List.of(),
                                                List.of(),
                                                Set.of("c"),
                                                Set.of(),
                                                1,
                                                100),
                                        facts.spec().grace()),
                                facts.placements(),
                                facts.summary()));
        scene.settle();
        assertThat(List.of(scene.placed("d"), scene.on("d", "c"))).containsExactly(3, 1);
        scene.observe("d", "c", group(STARTING, 1)).settle();
        assertThat(scene.placed("d")).isEqualTo(3);
        scene.observe("d", "c", ONE_READY).settle();
        assertThat(List.of(scene.placed("d"), scene.on("d", "c"))).containsExactly(3, 2);
        scene.observe("d", "c", group(READY, 2)).settle();
        assertThat(List.of(scene.placed("d"), scene.on("d", "c"))).containsExactly(2, 2);
    }
}
