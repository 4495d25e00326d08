package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.FakeDatabase.CPU;
import static dev.mcm.atc.loop.FakeDatabase.SPEC;
import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.Workload;
import dev.mcm.state.placement.WorkloadKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// One revision takes over from another on a plane.
final class RevisionPushTest {
    private static final DeploymentId ID = id(1);
    private static final PodRevision FIRST = new PodRevision("00000000a1");
    private static final PodRevision SECOND = new PodRevision("00000000a2");

    private final FakePlaneApi api = new FakePlaneApi();
    private final DeploymentPush push = LoopWorld.pushing(api);

    @Test
    void theSecondRevisionComesBesideTheFirstAndTheFirstIsNotTouched() {
        push(placed(FIRST, 2, 7));
        String before = live(FIRST).resourceVersion();

        push(placed(FIRST, 2, 7), placed(SECOND, 1, 8));

        assertThat(live(FIRST).resourceVersion()).isEqualTo(before);
        assertThat(live(SECOND).pushVersion()).isEqualTo(8);
    }

    @Test
    void aRevisionAtZeroGoesAfterTheOtherIsThereAndServiceAndRouteStay() {
        push(placed(FIRST, 1, 7), placed(SECOND, 1, 8));
        int before = api.writes().size();

        push(placed(FIRST, 0, 9), placed(SECOND, 2, 10));

        List<String> writes = api.writes().subList(before, api.writes().size());
        assertThat(writes.getFirst()).isEqualTo("apply " + key(SECOND));
        assertThat(writes.getLast()).isEqualTo("delete " + key(FIRST));
        assertThat(api.peek(LoopWorld.service(ID))).isPresent();
        assertThat(api.peek(LoopWorld.httpRoute(ID))).isPresent();
    }

    @Test
    void aRevisionThatANewerPushHasTakenAwayIsNotMadeAgain() {
        push(placed(FIRST, 1, 7), placed(SECOND, 1, 8));
        push(placed(FIRST, 0, 9), placed(SECOND, 1, 8));

        assertThatThrownBy(() -> push(placed(FIRST, 1, 7), placed(SECOND, 1, 8)))
                .isInstanceOf(StaleVersionException.class);
        assertThat(api.peek(key(FIRST))).isEmpty();
    }

    @Test
    void aTemplateThatSomebodyHasChangedIsPutRight() {
        push(placed(FIRST, 2, 7));
        Map<String, Object> tree = new HashMap<>(live(FIRST).tree());
        Map<?, ?> spec = (Map<?, ?>) tree.get("spec");
        tree.put("spec", Map.of("replicas", 2, "selector", spec.get("selector")));
        api.meddle(key(FIRST), tree);

        push(placed(FIRST, 2, 7));

        assertThat(live(FIRST).tree().get("spec")).isEqualTo(spec);
    }

    private void push(PlacedReplicas... placed) {
        push.push(new PushTask(FakeDatabase.facts(ID), List.of(placed), null, false), Set.of());
    }

    private LiveObject live(PodRevision revision) {
        return api.peek(key(revision)).orElseThrow();
    }

    private static ManifestKey key(PodRevision revision) {
        return placed(revision, 1, 1).key("mcm-acme");
    }

    private static PlacedReplicas placed(PodRevision revision, int replicas, long version) {
        PlacementKey key = new PlacementKey(ID, new PlaneId("p1"), CPU, revision);
        Workload workload = Workload.of(WorkloadKind.REPLICA_SET, key);
        return new PlacedReplicas(CPU, revision, workload, replicas, 1, SPEC, version);
    }
}
