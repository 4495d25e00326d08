package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Replica sets that a client has applied itself, as the controllers of a real cluster treat them
/// (`pkg/controller/replicaset`, `pkg/controller/controller_ref_manager.go`).
class HeadlessReplicaSetTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime clock = new ManualTime();
    private final VirtualPlane world =
            new VirtualPlane(
                    clock,
                    PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 64))
                            .withTimings(PlaneTimings.realistic()));
    private final HeadlessPlane plane = world.plane();

    /// @param labels of the set itself, as JSON
    /// @param template further labels of the pod template, as JSON members
    private void apply(String name, String labels, int replicas, String template) {
        String text =
                """
                {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "%1$s", "labels": %2$s},
                 "spec": {"replicas": %3$d, "selector": {"matchLabels": {"app": "a", "revision": "%1$s"}},
                          "template": {"metadata": {"labels": {"app": "a", "revision": "%1$s"%4$s}},
                                       "spec": {"containers": [{"name": "model", "image": "model:1"}]}}}}
                """
                        .formatted(name, labels, replicas, template);
        plane.registry()
                .apply(
                        new WriteRequest(
                                ResourceTypes.REPLICA_SET, key(name), "mcm-atc", false, false),
                        (ObjectNode) Trees.parse(text),
                        true);
    }

    private static ObjectKey key(String name) {
        return new ObjectKey(Fixtures.NAMESPACE, name);
    }

    private StoredObject set(String name) {
        return plane.object(ResourceTypes.REPLICA_SET, Fixtures.NAMESPACE, name).orElseThrow();
    }

    private int status(String name, String field) {
        return set(name).number(0, "status", field);
    }

    private List<StoredObject> pods() {
        return plane.objects(ResourceTypes.POD);
    }

    private Set<String> uids() {
        return pods().stream().map(StoredObject::uid).collect(Collectors.toSet());
    }

    private void createPod(String name, String labels) {
        String text =
                """
                {"metadata": {"name": "%s", "labels": %s},
                 "spec": {"containers": [{"name": "model", "image": "model:1"}]}}
                """
                        .formatted(name, labels);
        plane.registry()
                .create(
                        WriteRequest.internal(ResourceTypes.POD, key("")),
                        (ObjectNode) Trees.parse(text));
    }

    private void label(ObjectKey pod, String label, String value) {
        plane.registry()
                .edit(
                        ResourceTypes.POD,
                        pod,
                        tree -> {
                            Trees.ensure(tree, "metadata", "labels").put(label, value);
                            return tree;
                        });
    }

    @Test
    void anotherTemplateRestartsNothingAndIsForPodsToCome() {
        apply("r1", "{}", 2, "");
        clock.advance(LONG);
        Set<String> before = uids();
        apply("r1", "{}", 2, ", \"colour\": \"blue\"");
        clock.advance(LONG);
        assertThat(uids()).isEqualTo(before).hasSize(2);
        assertThat(status("r1", "readyReplicas")).isEqualTo(2);
        assertThat(status("r1", "fullyLabeledReplicas")).isZero();
        apply("r1", "{}", 3, ", \"colour\": \"blue\"");
        clock.advance(LONG);
        assertThat(uids()).containsAll(before).hasSize(3);
        assertThat(status("r1", "fullyLabeledReplicas")).isEqualTo(1);
    }

    @Test
    void anotherSelectorAndATemplateThatItDoesNotMatchAreRefused() {
        apply("r1", "{}", 1, "");
        assertThatThrownBy(() ->
                        plane.registry()
                                .apply(
                                        new WriteRequest(
                                                ResourceTypes.REPLICA_SET,
                                                key("r1"),
                                                "mcm-atc",
                                                false,
                                                false),
                                        (ObjectNode)
                                                Trees.parse(
                                                        """
                                                        {"apiVersion": "apps/v1", "kind": "ReplicaSet", "metadata": {"name": "r1"},
                                                         "spec": {"replicas": 1, "selector": {"matchLabels": {"app": "b"}},
                                                          "template": {"metadata": {"labels": {"app": "c"}},
                                                           "spec": {"containers": [{"name": "model", "image": "model:1"}]}}}}
                                                        """),
                                        true))
                .isInstanceOf(StatusException.class)
                .hasMessageContaining("field is immutable")
                .hasMessageContaining("`selector` does not match template `labels`");
    }

    @Test
    void aPodThatNobodyControlsIsAdoptedAndOneThatLeavesTheSelectorIsLetGo() {
        createPod("orphan", "{\"app\": \"a\", \"revision\": \"r1\"}");
        apply("r1", "{}", 2, "");
        clock.advance(LONG);
        assertThat(pods()).hasSize(2).allMatch(p -> p.controllerUid().equals(set("r1").uid()));

        label(key("orphan"), "app", "mine");
        clock.advance(LONG);
        assertThat(pods()).hasSize(3);
        StoredObject free =
                plane.object(ResourceTypes.POD, Fixtures.NAMESPACE, "orphan").orElseThrow();
        assertThat(free.controllerUid()).isEmpty();
        assertThat(free.isDeleting()).isFalse();
        assertThat(status("r1", "replicas")).isEqualTo(2);
    }

    @Test
    void aPodOfAnotherIsNotTaken() {
        apply("r1", "{}", 1, "");
        clock.advance(LONG);
        StoredObject pod = pods().getFirst();
        // Now the other one selects it too.
        label(pod.key(), "revision", "r1");
        apply("r2", "{}", 1, ", \"more\": \"yes\"");
        clock.advance(LONG);
        assertThat(plane.object(ResourceTypes.POD, Fixtures.NAMESPACE, pod.key().name()))
                .hasValueSatisfying(p -> assertThat(p.controllerUid()).isEqualTo(set("r1").uid()));
        assertThat(pods()).hasSize(2);
    }

    /// Its own pods are then the deployment's, which scales it away.
    @Test
    void aSetThatADeploymentSelectsAndNobodyControlsIsTheDeploymentsFromThenOn() {
        world.deploy("model:1", 2);
        clock.advance(LONG);
        StoredObject deployment = plane.objects(ResourceTypes.DEPLOYMENT).getFirst();
        apply("r1", "{\"mcm.dev/deployment\": \"d-1\"}", 2, "");
        apply("r2", "{\"app\": \"a\"}", 2, "");
        clock.advance(LONG);
        assertThat(set("r1").controllerUid()).isEqualTo(deployment.uid());
        assertThat(set("r1").number(9, "spec", "replicas")).isZero();
        assertThat(set("r2").controllerUid()).isEmpty();
        assertThat(status("r2", "readyReplicas")).isEqualTo(2);
    }

    @Test
    void thoseThatEndAreCountedApart() {
        apply("r1", "{}", 3, "");
        clock.advance(LONG);
        apply("r1", "{}", 2, "");
        clock.advance(Duration.ofMillis(10));
        assertThat(status("r1", "replicas")).isEqualTo(2);
        assertThat(status("r1", "terminatingReplicas")).isEqualTo(1);
        clock.advance(LONG);
        assertThat(status("r1", "terminatingReplicas")).isZero();
        assertThat(pods()).hasSize(2);
    }

    @Test
    void itsDeletionInTheBackgroundTakesItsPods() {
        apply("r1", "{}", 3, "");
        clock.advance(LONG);
        plane.registry()
                .delete(
                        ResourceTypes.REPLICA_SET,
                        key("r1"),
                        new DeleteRequest(DeleteRequest.Propagation.BACKGROUND, -1, "", "", false));
        assertThat(plane.object(ResourceTypes.REPLICA_SET, Fixtures.NAMESPACE, "r1")).isEmpty();
        clock.advance(LONG);
        assertThat(pods()).isEmpty();
    }
}
