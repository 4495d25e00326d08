package dev.mcm.testkit.plane.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PodRankingTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(100_000);

    /// A pod to rank, running and ready since long ago unless told otherwise.
    private static final class Pod {

        private final ObjectNode tree = Trees.object();

        Pod(String name) {
            tree.putObject("metadata")
                    .put("name", name)
                    .put("uid", name)
                    .put("creationTimestamp", LONG_AGO.toString());
            tree.putObject("status").put("phase", "Running");
            on("n-" + name).ready(LONG_AGO);
        }

        Pod on(String node) {
            Trees.ensure(tree, "spec").put("nodeName", node);
            return this;
        }

        Pod phase(String phase) {
            Trees.ensure(tree, "status").put("phase", phase);
            return this;
        }

        Pod ready(Instant since) {
            return condition("True", since);
        }

        Pod unready() {
            return condition("False", LONG_AGO);
        }

        private Pod condition(String status, Instant since) {
            ObjectNode condition = Trees.object().put("type", "Ready").put("status", status);
            condition.put("lastTransitionTime", since.toString());
            Trees.ensure(tree, "status").putArray("conditions").add(condition);
            return this;
        }

        Pod cost(String cost) {
            Trees.ensure(tree, "metadata", "annotations")
                    .put("controller.kubernetes.io/pod-deletion-cost", cost);
            return this;
        }

        Pod restarts(int count) {
            Trees.ensure(tree, "status")
                    .putArray("containerStatuses")
                    .addObject()
                    .put("restartCount", count);
            return this;
        }

        Pod created(Instant when) {
            Trees.ensure(tree, "metadata").put("creationTimestamp", when.toString());
            return this;
        }

        StoredObject stored() {
            String name = Trees.text(tree, "metadata", "name");
            return new StoredObject(ResourceTypes.POD, new ObjectKey("ns", name), 1, tree);
        }
    }

    private static List<String> order(Pod... pods) {
        List<StoredObject> stored = new ArrayList<>();
        for (Pod pod : pods) {
            stored.add(pod.stored());
        }
        return PodRanking.first(pods.length, stored, stored, NOW).stream()
                .map(p -> p.key().name())
                .toList();
    }

    @Test
    void eachRuleDecidesWhereThoseBeforeItDoNot() {
        assertThat(order(new Pod("bound").phase("Pending").unready(), new Pod("free").on("")))
                .containsExactly("free", "bound");
        assertThat(
                        order(
                                new Pod("a"),
                                new Pod("b").phase("Unknown"),
                                new Pod("c").phase("Pending")))
                .containsExactly("c", "b", "a");
        assertThat(order(new Pod("a").cost("-5"), new Pod("b").unready().cost("9")))
                .containsExactly("b", "a");
        assertThat(
                        order(
                                new Pod("a").cost("7"),
                                new Pod("b"),
                                new Pod("c").cost("-3"),
                                new Pod("d").cost("seven")))
                .startsWith("c")
                .endsWith("a");
    }

    @Test
    void podsThatShareANodeGoBeforeTheLaterReadyOne() {
        assertThat(
                        order(
                                        new Pod("alone").ready(NOW.minusSeconds(1)),
                                        new Pod("x").on("n"),
                                        new Pod("y").on("n"))
                                .subList(0, 2))
                .containsExactlyInAnyOrder("x", "y");
    }

    @Test
    void timesCountByTheirOrderOfMagnitudeAndTheUidDecidesWithinOne() {
        assertThat(order(new Pod("a").ready(LONG_AGO), new Pod("b").ready(NOW.minusSeconds(5))))
                .containsExactly("b", "a");
        assertThat(
                        order(
                                new Pod("a").ready(NOW.minusSeconds(1000)),
                                new Pod("b").ready(NOW.minusSeconds(900))))
                .containsExactly("a", "b");
        assertThat(
                        order(
                                new Pod("z").ready(NOW.minusSeconds(900)),
                                new Pod("b").ready(NOW.minusSeconds(1000))))
                .containsExactly("b", "z");
    }

    @Test
    void moreRestartsGoBeforeFewerThenTheYounger() {
        assertThat(order(new Pod("a").restarts(1), new Pod("b").restarts(4)))
                .containsExactly("b", "a");
        assertThat(order(new Pod("a"), new Pod("b").created(NOW.minusSeconds(60))))
                .containsExactly("b", "a");
    }

    @Test
    void podsOfOtherReplicaSetsOfTheDeploymentCountOnTheirNode() {
        StoredObject crowded = new Pod("crowded").on("n").stored();
        StoredObject alone = new Pod("alone").stored();
        StoredObject other = new Pod("other").on("n").stored();
        assertThat(
                        PodRanking.first(
                                1, List.of(alone, crowded), List.of(alone, crowded, other), NOW))
                .containsExactly(crowded);
    }
}
