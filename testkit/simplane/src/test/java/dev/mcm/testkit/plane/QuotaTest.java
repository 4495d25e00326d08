package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.controller.Conditions;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A namespace with a quota refuses what is beyond it, as a real API server does.
class QuotaTest {
    private final ManualTime clock = new ManualTime();
    private final VirtualPlane world =
            new VirtualPlane(clock, PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 8)));

    private void quota(String spec) {
        ObjectNode quota = (ObjectNode) Trees.parse("{\"spec\":" + spec + "}");
        Trees.ensure(quota, "metadata").put("name", "team");
        world.plane()
                .registry()
                .create(
                        new WriteRequest(
                                ResourceTypes.RESOURCE_QUOTA,
                                new ObjectKey(Fixtures.NAMESPACE, ""),
                                "t",
                                false,
                                false),
                        quota);
    }

    private StoredObject quota() {
        return world.plane()
                .object(ResourceTypes.RESOURCE_QUOTA, Fixtures.NAMESPACE, "team")
                .orElseThrow();
    }

    @Test
    void podsBeyondItAreNotMadeAndTheOwnersSayWhy() {
        quota("{\"hard\":{\"requests.nvidia.com/gpu\":\"2\",\"pods\":\"10\"}}");
        world.deploy("model:1", 5);
        clock.advance(Duration.ofMinutes(5));

        assertThat(world.plane().pods()).hasSize(2);
        assertThat(quota().text("status", "used", "requests.nvidia.com/gpu")).isEqualTo("2");
        assertThat(quota().text("status", "hard", "pods")).isEqualTo("10");
        StoredObject set = world.plane().objects(ResourceTypes.REPLICA_SET).getFirst();
        assertThat(set.at("status", "conditions").toString())
                .contains("ReplicaFailure")
                .contains("FailedCreate")
                .contains(
                        "exceeded quota: team, requested: requests.nvidia.com/gpu=1, used:"
                                + " requests.nvidia.com/gpu=2, limited: requests.nvidia.com/gpu=2");
        StoredObject deployment =
                world.plane()
                        .object(
                                ResourceTypes.DEPLOYMENT,
                                Fixtures.NAMESPACE,
                                VirtualPlane.DEPLOYMENT.name())
                        .orElseThrow();
        assertThat(Conditions.isTrue(deployment, "ReplicaFailure")).isTrue();
    }

    @Test
    void whatEndsMakesRoomAndWhatWaitedIsMadeInTheEnd() {
        quota("{\"hard\":{\"requests.cpu\":\"2\"}}");
        world.deploy("model:1", 3);
        clock.advance(Duration.ofMinutes(1));
        assertThat(world.ready()).isEqualTo(2);
        assertThat(quota().text("status", "used", "requests.cpu")).isEqualTo("2");

        world.plane()
                .registry()
                .edit(
                        ResourceTypes.RESOURCE_QUOTA,
                        quota().key(),
                        tree -> {
                            Trees.ensure(tree, "spec", "hard").put("requests.cpu", "3500m");
                            return tree;
                        });
        clock.advance(Duration.ofMinutes(40));
        assertThat(world.ready()).isEqualTo(3);
        StoredObject set = world.plane().objects(ResourceTypes.REPLICA_SET).getFirst();
        assertThat(Conditions.status(set, "ReplicaFailure")).isEmpty();
    }

    @Test
    void aPodThatDoesNotSayWhatIsLimitedIsRefusedAndOneOutOfScopeIsNot() {
        quota("{\"hard\":{\"limits.cpu\":\"4\"},\"scopes\":[\"NotTerminating\"]}");
        assertThatThrownBy(() -> create("{}"))
                .isInstanceOfSatisfying(
                        StatusException.class, refused -> assertThat(refused.code()).isEqualTo(403))
                .hasMessageContaining("failed quota: team: must specify limits.cpu");
        create("{\"activeDeadlineSeconds\":60}");
        assertThat(world.plane().pods()).hasSize(1);
    }

    private void create(String spec) {
        ObjectNode pod = (ObjectNode) Trees.parse("{\"spec\":" + spec + "}");
        Trees.ensure(pod, "metadata").put("name", "p");
        Trees.ensure(pod, "spec")
                .putArray("containers")
                .addObject()
                .put("name", "c")
                .put("image", "i");
        world.plane()
                .registry()
                .create(
                        new WriteRequest(
                                ResourceTypes.POD,
                                new ObjectKey(Fixtures.NAMESPACE, ""),
                                "t",
                                false,
                                false),
                        pod);
    }
}
