package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Rollouts that are scaled, paused, limited in their history or end their pods slowly.
class HeadlessRolloutTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTime clock = new ManualTime();
    private final PlaneOptions options =
            PlaneOptions.of("aws-1", SimulatedNode.gpu("n1", "A100", 64))
                    .withTimings(PlaneTimings.realistic());
    private final VirtualPlane world = new VirtualPlane(clock, options);
    private final HeadlessPlane plane = world.plane();

    private List<Integer> sizes() {
        return plane.objects(ResourceTypes.REPLICA_SET).stream()
                .filter(s -> s.number(0, "spec", "replicas") > 0)
                .sorted((a, b) -> Integer.compare(revision(a), revision(b)))
                .map(s -> s.number(0, "spec", "replicas"))
                .toList();
    }

    private static int revision(StoredObject set) {
        return Integer.parseInt(set.annotation("deployment.kubernetes.io/revision"));
    }

    private StoredObject deployment() {
        return plane.object(ResourceTypes.DEPLOYMENT, Fixtures.NAMESPACE, "d-1-a100").orElseThrow();
    }

    private void edit(Consumer<com.fasterxml.jackson.databind.node.ObjectNode> change) {
        plane.registry()
                .edit(
                        ResourceTypes.DEPLOYMENT,
                        VirtualPlane.DEPLOYMENT,
                        tree -> {
                            change.accept(tree);
                            return tree;
                        });
    }

    @Test
    void aRolloutThatIsScaledSpreadsTheChangeOverItsSets() {
        world.deploy("model:1", 10);
        clock.advance(LONG);
        plane.controllers().kubelet().setImageCrashing("model:2", true);
        world.deploy("model:2", 10);
        clock.advance(LONG);
        // 25 % of 10: 3 more, 2 fewer; the new pods do not become ready.
        assertThat(sizes()).containsExactly(8, 5);
        edit(t -> Trees.ensure(t, "spec").put("replicas", 15));
        clock.advance(SECOND);
        // 19 pods are allowed now, and 13 are there: each set gets its share of the 6.
        assertThat(sizes()).containsExactly(12, 7);
    }

    @Test
    void aPausedRolloutStandsStillButScales() {
        world.deploy("model:1", 4);
        clock.advance(LONG);
        edit(t -> Trees.ensure(t, "spec").put("paused", true));
        world.deploy("model:2", 4);
        clock.advance(LONG);
        assertThat(plane.objects(ResourceTypes.REPLICA_SET)).hasSize(1);
        assertThat(deployment().tree().toString()).contains("DeploymentPaused");
        world.deploy("model:2", 6);
        clock.advance(LONG);
        assertThat(sizes()).containsExactly(6);
        assertThat(world.ready()).isEqualTo(6);
        edit(t -> Trees.ensure(t, "spec").remove("paused"));
        clock.advance(LONG.multipliedBy(3));
        assertThat(plane.objects(ResourceTypes.REPLICA_SET)).hasSize(2);
        assertThat(sizes()).containsExactly(6);
        assertThat(deployment().tree().toString()).contains("NewReplicaSetAvailable");
    }

    @Test
    void onlyAsManyOldSetsAreKeptAsTheHistoryMayHave() {
        world.deploy("model:0", 1);
        clock.advance(LONG);
        edit(t -> Trees.ensure(t, "spec").put("revisionHistoryLimit", 2));
        for (int i = 1; i < 6; i++) {
            world.deploy("model:" + i, 1);
            clock.advance(LONG.multipliedBy(2));
        }
        assertThat(plane.objects(ResourceTypes.REPLICA_SET)).hasSize(3);
        assertThat(deployment().annotation("deployment.kubernetes.io/revision")).isEqualTo("6");
    }

    @Test
    void aPodEndsWithinItsGraceAndAShorterOneShortensIt() {
        ManualTime time = new ManualTime();
        PlaneTimings slow =
                new PlaneTimings(
                        SECOND, SECOND, Duration.ofHours(1), SECOND, SECOND, SECOND, SECOND, 0);
        VirtualPlane stubborn = new VirtualPlane(time, options.withTimings(slow));
        stubborn.deploy("model:1", 2);
        time.advance(LONG);
        ObjectKey one = stubborn.plane().objects(ResourceTypes.POD).getFirst().key();
        ObjectKey two = stubborn.plane().objects(ResourceTypes.POD).getLast().key();
        stubborn.delete(one, 600);
        stubborn.delete(two, 600);
        time.advance(Duration.ofSeconds(100));
        stubborn.delete(two, 10);
        time.advance(Duration.ofSeconds(9));
        assertThat(stubborn.exists(two)).isTrue();
        time.advance(SECOND.multipliedBy(2));
        assertThat(stubborn.exists(two)).isFalse();
        time.advance(Duration.ofSeconds(488));
        assertThat(stubborn.exists(one)).isTrue();
        time.advance(SECOND.multipliedBy(2));
        assertThat(stubborn.exists(one)).isFalse();
    }
}
