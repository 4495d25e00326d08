package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PushSource;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.placement.PlacementKey;
import dev.mcm.state.placement.Workload;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A changed pod template restarts the pods. The workload here was made by the first ATC: the file
/// is what that one rendered.
final class RunningTemplateTest {
    private static final DeploymentId ID = new DeploymentId("d-0123456789");
    private static final ManifestKey WORKLOAD =
            new ManifestKey(ManifestKind.DEPLOYMENT, "mcm-acme", ID + "-cpu");

    private static final PlaneId PLANE = new PlaneId("p1");

    private final FakePlaneApi api = new FakePlaneApi();
    private final DeploymentPush push = new DeploymentPush(api, new Fences(api));

    @Test
    void anAtcThatRendersMoreWritesNothingToAWorkloadThatRuns() throws IOException {
        madeByTheFirstAtc();
        int before = api.writes().size();

        push.push(task(1, 2, 7), Set.of());

        assertThat(api.writes()).hasSize(before);
    }

    @Test
    void theComparisonOfTheWholePlaneFindsItInOrder() throws IOException {
        madeByTheFirstAtc();
        Push last = new Push(new PushKey(ID, PLANE), 7, 7, "", 0, Instant.EPOCH, Instant.EPOCH);
        PushTask task = new PushTask(facts(1), task(1, 2, 7).placements(), last, false);

        ResyncFindings findings = new PlaneResync(PLANE, api, new OneTask(task)).compare();

        assertThat(findings.inOrder()).containsExactly(task);
        assertThat(findings.differing()).isEmpty();
    }

    @Test
    void aChangeOfScaleLeavesTheTemplateAsItIs() throws IOException {
        Map<String, Object> first = madeByTheFirstAtc();

        push.push(task(1, 5, 8), Set.of());

        assertThat(live().tree().get("spec"))
                .isEqualTo(with(map(first, "spec"), Map.of("replicas", 5)));
        assertThat(live().pushVersion()).isEqualTo(8);
    }

    @Test
    void aNewVersionOfTheSpecIsContained() throws IOException {
        madeByTheFirstAtc();

        push.push(task(2, 2, 9), Set.of());

        assertThat(podSpec().get("automountServiceAccountToken")).isEqualTo(false);
        assertThat(podSpec().get("tolerations").toString())
                .contains("a10")
                .doesNotContain("control-plane");
    }

    /// The spec of its own version is what it runs, until the Scheduler hands its replicas over.
    @Test
    void aNewSpecOfTheDeploymentChangesNothingOfAWorkloadPlacedForTheOneBefore()
            throws IOException {
        Map<String, Object> first = madeByTheFirstAtc();
        PushedDeployment before = facts(1);
        ResolvedSpec.Builder next = before.spec().toBuilder();
        next.getSpecBuilder().setImage("i:2").putLabels("team", "ranking");
        PushedDeployment after =
                new PushedDeployment(
                        before.id(), before.organization(), before.model(), 2, false, next.build());

        push.push(new PushTask(after, task(1, 5, 8).placements(), null, false), Set.of());

        assertThat(live().tree().get("spec"))
                .isEqualTo(with(map(first, "spec"), Map.of("replicas", 5)));
    }

    @Test
    void soIsAWorkloadThatIsNewOnItsPlane() {
        push.push(task(1, 2, 7), Set.of());
        assertThat(podSpec().get("automountServiceAccountToken")).isEqualTo(false);

        push.push(task(1, 3, 8), Set.of());
        assertThat(podSpec().get("automountServiceAccountToken")).isEqualTo(false);
    }

    @Test
    void whatSomebodyTakesAwayFromAContainedWorkloadIsPutBack() {
        push.push(task(1, 2, 7), Set.of());
        Map<String, Object> contained = copy(live().tree());
        Map<String, Object> podSpec = new HashMap<>(podSpec());
        podSpec.remove("automountServiceAccountToken");
        api.meddle(WORKLOAD, withPodSpec(contained, podSpec));

        push.push(task(1, 2, 7), Set.of());

        assertThat(podSpec().get("automountServiceAccountToken")).isEqualTo(false);
    }

    @Test
    void aWorkloadWhoseAnnotationIsTakenAwayStaysContained() {
        push.push(task(1, 2, 7), Set.of());
        Map<String, Object> bare =
                with(
                        copy(live().tree()),
                        Map.of(
                                "metadata",
                                with(
                                        map(live().tree(), "metadata"),
                                        Map.of("annotations", Map.of("mcm.dev/version", "7")))));
        api.meddle(WORKLOAD, bare);

        push.push(task(1, 2, 7), Set.of());

        assertThat(podSpec().get("automountServiceAccountToken")).isEqualTo(false);
        assertThat(podSpec().toString()).contains("RuntimeDefault", "NET_RAW");
        assertThat(live().tree().toString()).contains("mcm.dev/template=3");
    }

    /// Of the second generation, known by the token that its pods do not get.
    @Test
    void aWorkloadFromBeforeSeccompKeepsItsTemplateAlsoWithoutItsAnnotation() {
        push.push(task(1, 2, 7), Set.of());
        Map<String, Object> podSpec = new HashMap<>(podSpec());
        podSpec.remove("securityContext");
        Map<String, Object> container =
                copy((Map<?, ?>) ((List<?>) podSpec.get("containers")).getFirst());
        container.remove("securityContext");
        podSpec.put("containers", List.of(container));
        Map<String, Object> metadata =
                with(
                        map(live().tree(), "metadata"),
                        Map.of("annotations", Map.of("mcm.dev/version", "7")));
        Map<String, Object> second =
                with(withPodSpec(copy(live().tree()), podSpec), Map.of("metadata", metadata));
        api.meddle(WORKLOAD, second);

        push.push(task(1, 5, 8), Set.of());

        assertThat(podSpec()).isEqualTo(podSpec);
        assertThat(live().tree().toString()).contains("replicas=5", "mcm.dev/template=2");
    }

    private record OneTask(PushTask task) implements PushSource {
        @Override
        public Map<DeploymentId, PushTask> tasks(
                PlaneId plane, Collection<DeploymentId> deployments) {
            return Map.of(ID, task);
        }

        @Override
        public Set<DeploymentId> onPlane(PlaneId plane) {
            return Set.of(ID);
        }

        @Override
        public long newestVersion() {
            return 100;
        }
    }

    private Map<String, Object> madeByTheFirstAtc() throws IOException {
        push.push(task(1, 2, 7), Set.of());
        try (InputStream file =
                RunningTemplateTest.class.getResourceAsStream(
                        "/manifests/workload-generation-1.json")) {
            Map<String, Object> first = copy(Serialization.unmarshal(file, Map.class));
            api.meddle(WORKLOAD, first);
            return first;
        }
    }

    private LiveObject live() {
        return api.get(WORKLOAD).orElseThrow();
    }

    private Map<String, Object> podSpec() {
        return map(map(map(live().tree(), "spec"), "template"), "spec");
    }

    private static Map<String, Object> withPodSpec(
            Map<String, Object> tree, Map<String, Object> podSpec) {
        Map<String, Object> template =
                with(map(map(tree, "spec"), "template"), Map.of("spec", podSpec));
        return with(tree, Map.of("spec", with(map(tree, "spec"), Map.of("template", template))));
    }

    private static Map<String, Object> map(Map<String, ?> tree, String name) {
        return copy((Map<?, ?>) tree.get(name));
    }

    private static Map<String, Object> with(Map<String, Object> tree, Map<String, ?> changed) {
        Map<String, Object> copy = new HashMap<>(tree);
        copy.putAll(changed);
        return copy;
    }

    private static Map<String, Object> copy(Map<?, ?> tree) {
        Map<String, Object> copy = new HashMap<>();
        tree.forEach((name, value) -> copy.put(String.valueOf(name), value));
        return copy;
    }

    private static PushTask task(long specVersion, int replicas, long version) {
        PlacementKey key =
                new PlacementKey(
                        ID, new PlaneId("p1"), new InstanceTypeName("cpu"), PodRevision.UNKNOWN);
        PlacedReplicas placed =
                new PlacedReplicas(
                        key.instanceType(),
                        key.revision(),
                        Workload.deployment(key),
                        replicas,
                        specVersion,
                        facts(specVersion).spec(),
                        version);
        return new PushTask(facts(specVersion), List.of(placed), null, false);
    }

    private static PushedDeployment facts(long version) {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder()
                        .setImage("i:1")
                        .setPort(8080)
                        .setLongestRequestSeconds(90)
                        .putLabels("team", "search");
        spec.getPlacementBuilder()
                .addTolerations("gpu=a10:NoSchedule")
                .addTolerations("node-role.kubernetes.io/control-plane:NoSchedule");
        Shape shape = Shape.newBuilder().setCpuMilli(1000).setMemoryMib(1024).build();
        ResolvedSpec resolved =
                ResolvedSpec.newBuilder()
                        .setSpec(spec)
                        .addOptions(ShapeOption.newBuilder().setInstanceType("cpu").setShape(shape))
                        .build();
        return new PushedDeployment(
                ID,
                new OrganizationId("acme"),
                new ModelId("m-0123456789"),
                version,
                false,
                resolved);
    }
}
