package dev.mcm.gsm.core;

import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ManagedBy;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClosure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FailingNodesTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private final List<ObservedObject> nodes =
            IntStream.range(0, 10).mapToObj(i -> node("n" + i, gpuNode("H100", 8))).toList();
    private final List<ObservedObject> pods = new ArrayList<>();
    private final FailingNodes failing = new FailingNodes();
    private int made;

    private static ObservedObject of(String deployment, String uid, PodDetail.Builder detail) {
        return pod(uid, detail.build()).toBuilder()
                .setManagedBy(
                        ManagedBy.newBuilder()
                                .setDeploymentId(deployment)
                                .setVersion(1)
                                .setInstanceType("h100"))
                .build();
    }

    private void ready(String deployment, String node) {
        pods.add(
                of(
                        deployment,
                        "ready-" + ++made,
                        PodDetail.newBuilder()
                                .setNodeName(node)
                                .setPhase("Running")
                                .setReady(true)));
    }

    private void fails(String deployment, String node) {
        pods.add(
                of(
                        deployment,
                        "fails-" + ++made,
                        PodDetail.newBuilder()
                                .setNodeName(node)
                                .setPhase("Pending")
                                .setReason("CreateContainerError")));
    }

    private void look(Duration after) {
        failing.look(nodes, pods, T0.plus(after));
    }

    @Test
    void aNodeOnWhichPodsFailThatRunElsewhereIsClosedForAWhile() {
        ready("a", "n1");
        fails("a", "n0");
        fails("a", "n0");
        look(Duration.ofSeconds(1));
        assertThat(failing.closed()).isEmpty();
        pods.removeLast();
        look(Duration.ofSeconds(2));
        fails("a", "n0");
        fails("a", "n0");
        look(Duration.ofSeconds(3));
        assertThat(failing.closed()).as("pods that are gone count as well").containsExactly("n0");
        pods.removeIf(pod -> pod.getUid().startsWith("fails"));
        look(Duration.ofMinutes(9));
        assertThat(failing.closed()).containsExactly("n0");
        assertThat(failing.reopens(T0.plus(Duration.ofMinutes(9)))).isFalse();
        assertThat(failing.reopens(T0.plus(Duration.ofMinutes(11)))).isTrue();
        look(Duration.ofMinutes(11));
        assertThat(failing.closed()).isEmpty();
    }

    @Test
    void anApplicationThatFailsEverywhereClosesNothing() {
        for (int i = 0; i < 10; i++) {
            fails("a", "n" + i % 3);
        }
        ready("other", "n5");
        look(Duration.ofSeconds(1));
        assertThat(failing.closed()).isEmpty();
    }

    @Test
    void aNodeWhereALaterPodBecomesReadyIsWell() {
        ready("a", "n1");
        fails("a", "n0");
        fails("a", "n0");
        look(Duration.ofSeconds(1));
        pods.clear();
        ready("b", "n0");
        look(Duration.ofSeconds(90));
        ready("a", "n1");
        fails("a", "n0");
        look(Duration.ofSeconds(91));
        assertThat(failing.closed()).isEmpty();
    }

    @Test
    void aPodThatWasReadyBeforeItFailedSaysNothingAboutItsNode() {
        ready("a", "n1");
        IntStream.range(0, 3).forEach(_ -> ready("a", "n0"));
        look(Duration.ofSeconds(1));
        for (int i = 1; i <= 3; i++) {
            ObservedObject before = pods.get(i);
            pods.set(
                    i,
                    before.toBuilder()
                            .setPod(
                                    before.getPod().toBuilder()
                                            .setReady(false)
                                            .setReason("CrashLoopBackOff"))
                            .build());
        }
        look(Duration.ofSeconds(2));
        assertThat(failing.closed()).isEmpty();
    }

    @Test
    void noMoreThanAShareOfThePlaneIsClosed() {
        ready("a", "n9");
        for (int i = 0; i < 9; i++) {
            fails("a", "n" + i % 3);
        }
        look(Duration.ofSeconds(1));
        assertThat(failing.closed()).containsExactly("n0");
    }

    @Test
    void aClosedNodeIsToldWithItsReason() {
        ready("a", "n1");
        IntStream.range(0, 3).forEach(_ -> fails("a", "n0"));
        look(Duration.ofSeconds(1));
        CapacityRow row =
                CapacityRollup.of(nodes, pods, failing.closed()).get(new CapacityKey("H100", 0));
        assertThat(row.nodes()).isEqualTo(9);
        assertThat(row.classes().getClosedList())
                .extracting(NodeClass::getClosure)
                .containsExactly(NodeClosure.NODE_CLOSURE_FAILS_PODS);
    }
}
