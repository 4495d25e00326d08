package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.registry.DeleteRequest;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Replica sets that no deployment has made, beside a deployment.
class AdoptionTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final ObjectKey OURS = new ObjectKey(Fixtures.NAMESPACE, "ours");
    private static final Map<String, String> SELECTED = Map.of(PlaneNames.LABEL_DEPLOYMENT, "d-1");
    private static final Map<String, String> OTHER = Map.of(PlaneNames.LABEL_MANAGED, "true");

    private final ManualTime clock = new ManualTime();
    private final VirtualPlane world =
            new VirtualPlane(clock, PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 64)));
    private final HeadlessPlane plane = world.plane();

    @Test
    void oneThatADeploymentSelectsAndNobodyControlsBecomesItsOwnAndIsScaledAway() {
        world.deploy("model:1", 2);
        clock.advance(LONG);
        put(SELECTED);
        clock.advance(LONG);
        assertThat(ours().controllerUid()).isEqualTo(deployment().uid());
        assertThat(ours().number(-1, "spec", "replicas")).isZero();
        assertThat(world.ready()).isEqualTo(2);

        deleteTheDeployment();
        clock.advance(LONG);
        assertThat(plane.objects(ResourceTypes.REPLICA_SET)).isEmpty();
    }

    @Test
    void oneThatWasThereBeforeTheDeploymentIsAdoptedToo() {
        put(SELECTED);
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(3);
        world.deploy("model:1", 2);
        clock.advance(LONG);
        assertThat(ours().controllerUid()).isEqualTo(deployment().uid());
        assertThat(world.ready()).isEqualTo(2);
    }

    /// Whatever labels its pods have.
    @Test
    void oneThatADeploymentDoesNotSelectIsLeftAlone() {
        put(OTHER);
        world.deploy("model:1", 2);
        clock.advance(LONG);
        assertThat(ours().controllerUid()).isEmpty();
        assertThat(world.ready()).isEqualTo(5);

        deleteTheDeployment();
        clock.advance(LONG);
        assertThat(world.ready()).isEqualTo(3);

        world.deploy("model:1", 2);
        clock.advance(LONG);
        label();
        clock.advance(LONG);
        assertThat(ours().controllerUid()).as("labelled later").isEqualTo(deployment().uid());
    }

    /// @param labels of the set itself; its pods have others
    private void put(Map<String, String> labels) {
        Map<String, String> ofPods =
                Map.of(PlaneNames.LABEL_DEPLOYMENT, "d-1", PlaneNames.LABEL_REVISION, "0a1b2c3d4e");
        PodTemplateSpec template = Fixtures.deployment("d-1", "model:2", 1).getSpec().getTemplate();
        template.getMetadata().setLabels(ofPods);
        ReplicaSet set =
                new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withNamespace(OURS.namespace())
                        .withName(OURS.name())
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(3)
                        .withNewSelector()
                        .withMatchLabels(ofPods)
                        .endSelector()
                        .withTemplate(template)
                        .endSpec()
                        .build();
        plane.registry()
                .create(
                        WriteRequest.internal(ResourceTypes.REPLICA_SET, OURS),
                        (ObjectNode) Trees.parse(Serialization.asJson(set)));
    }

    private void label() {
        plane.registry()
                .edit(
                        ResourceTypes.REPLICA_SET,
                        OURS,
                        tree -> {
                            Trees.ensure(tree, "metadata", "labels")
                                    .put(PlaneNames.LABEL_DEPLOYMENT, "d-1");
                            return tree;
                        });
    }

    private void deleteTheDeployment() {
        plane.registry()
                .delete(
                        ResourceTypes.DEPLOYMENT,
                        VirtualPlane.DEPLOYMENT,
                        new DeleteRequest(DeleteRequest.Propagation.BACKGROUND, -1, "", "", false));
    }

    private StoredObject ours() {
        return plane.object(ResourceTypes.REPLICA_SET, OURS.namespace(), OURS.name()).orElseThrow();
    }

    private StoredObject deployment() {
        return plane.object(ResourceTypes.DEPLOYMENT, Fixtures.NAMESPACE, "d-1-a100").orElseThrow();
    }
}
