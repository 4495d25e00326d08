package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.core.manifest.PlacedReplicas;
import dev.mcm.atc.core.manifest.PushedDeployment;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApiException;
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
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;

final class DeploymentPushTest {
    private static final OrganizationId ACME = new OrganizationId("acme");
    private static final DeploymentId ID = new DeploymentId("d-0123456789");
    private static final ManifestKey WORKLOAD =
            new ManifestKey(ManifestKind.DEPLOYMENT, "mcm-acme", ID + "-cpu");
    private static final ManifestKey SERVICE =
            new ManifestKey(ManifestKind.SERVICE, "mcm-acme", ID.value());
    private static final ManifestKey HTTP_ROUTE =
            new ManifestKey(ManifestKind.HTTP_ROUTE, "mcm-acme", ID.value());
    private static final ManifestKey OTHER_WORKLOAD =
            new ManifestKey(ManifestKind.DEPLOYMENT, "mcm-acme", ID + "-gpu");

    private final FakePlaneApi api = new FakePlaneApi();
    private final DeploymentPush push = LoopWorld.pushing(api);

    @Test
    void theFenceIsRaisedBeforeAnythingIsCreated() {
        assertThat(push.push(task(2, 7), Set.of())).isEqualTo(PushOutcome.APPLIED);

        List<String> writes =
                api.writes().stream().filter(write -> !write.contains("Namespace")).toList();
        assertThat(FakePlaneApi.isFence(writes.getFirst())).isTrue();
        assertThat(writes).anyMatch(write -> write.startsWith("apply Deployment"));
        assertThat(fence()).isEqualTo(7);
    }

    @Test
    void theSameAgainWritesNothing() {
        push.push(task(2, 7), Set.of());
        int before = api.writes().size();

        push.push(task(2, 7), Set.of());

        assertThat(api.writes()).hasSize(before);
    }

    @Test
    void aChangeOfScaleIsOneWrite() {
        push.push(task(2, 7), Set.of());
        int before = api.writes().size();

        push.push(task(5, 8), Set.of());

        assertThat(api.writes()).hasSize(before + 1);
        assertThat(live(WORKLOAD).pushVersion()).isEqualTo(8);
    }

    @Test
    void aConflictIsReadAgainAndAppliedToTheNewObject() {
        push.push(task(2, 7), Set.of());
        api.beforeNextWrite(() -> api.meddle(WORKLOAD, live(WORKLOAD).tree()));

        push.push(task(5, 8), Set.of());

        assertThat(live(WORKLOAD).pushVersion()).isEqualTo(8);
    }

    @Test
    void aNewerObjectIsNotOverwrittenAlsoWhenItComesInBetween() {
        push.push(task(2, 7), Set.of());
        push.push(task(2, 9), Set.of());
        assertThatThrownBy(() -> push.push(task(2, 8), Set.of()))
                .isInstanceOf(StaleVersionException.class);

        api.beforeNextWrite(() -> push(10));
        assertThatThrownBy(() -> push.push(task(3, 9), Set.of()))
                .isInstanceOf(StaleVersionException.class);
        assertThat(live(WORKLOAD).pushVersion()).isEqualTo(10);
    }

    @Test
    void whatANewerPushHasDeletedIsNotCreatedAgain() {
        push.push(task(2, 7), Set.of());
        push.push(task(0, 9), Set.of());
        assertThat(api.get(WORKLOAD)).isEmpty();

        assertThatThrownBy(() -> push.push(task(2, 8), Set.of()))
                .isInstanceOf(StaleVersionException.class);
        assertThat(api.get(WORKLOAD)).isEmpty();
        assertThat(fence()).isEqualTo(9);
    }

    @Test
    void nothingNewerIsDeleted() {
        push.push(task(2, 9), Set.of());

        assertThatThrownBy(() -> push.push(task(0, 8), Set.of()))
                .isInstanceOf(StaleVersionException.class);
        assertThat(api.get(WORKLOAD)).isPresent();
    }

    @Test
    void foreignObjectsOfOurNameAreNeitherOverwrittenNorDeleted() {
        push.push(task(1, 1), Set.of());
        foreign(SERVICE);

        push.push(task(0, 2), Set.of());
        assertThat(api.get(SERVICE)).isPresent();
        assertThatThrownBy(() -> push.push(task(1, 3), Set.of()))
                .isInstanceOf(PlaneApiException.class)
                .hasMessageContaining("not MCM's");
        assertThat(live(SERVICE).isManaged()).isFalse();
    }

    @Test
    void aPlacementThatIsGoneIsTakenAwayByTheLastPushsVersion() {
        push.push(task(1, 5), Set.of());
        Push last =
                new Push(
                        new PushKey(ID, new PlaneId("p1")),
                        5,
                        5,
                        "",
                        0,
                        Instant.EPOCH,
                        Instant.EPOCH);
        PushTask gone = new PushTask(facts(1), List.of(), last, false);

        assertThat(push.push(gone, Set.of(WORKLOAD))).isEqualTo(PushOutcome.GONE);

        assertThat(api.get(WORKLOAD)).isEmpty();
        assertThat(api.get(SERVICE)).isEmpty();
    }

    @Test
    void leftoversOfDifferentVersionsGoTogetherAtTheHighest() {
        LoopWorld.leftover(api, ID, SERVICE, 5);
        LoopWorld.leftover(api, ID, HTTP_ROUTE, 5);
        LoopWorld.leftover(api, ID, WORKLOAD, 12);
        LoopWorld.leftover(api, ID, OTHER_WORKLOAD, 9);

        assertThat(prune(_ -> true, SERVICE, HTTP_ROUTE, WORKLOAD, OTHER_WORKLOAD)).isTrue();

        assertThat(deleted())
                .containsExactly(
                        WORKLOAD.toString(),
                        OTHER_WORKLOAD.toString(),
                        SERVICE.toString(),
                        HTTP_ROUTE.toString());
        assertThat(fence()).isEqualTo(12);
    }

    @Test
    void aPruneGoesOnWhereAnEarlierOneHasRaisedTheFenceAndStopped() {
        LoopWorld.leftover(api, ID, SERVICE, 5);
        LoopWorld.leftover(api, ID, HTTP_ROUTE, 5);
        new Fences(api).raise(ACME, ID, 12);

        assertThat(prune(_ -> true, SERVICE, HTTP_ROUTE)).isTrue();

        assertThat(api.peek(SERVICE)).isEmpty();
        assertThat(api.peek(HTTP_ROUTE)).isEmpty();
        assertThat(fence()).isEqualTo(12);
    }

    @Test
    void whatTheDatabaseWantsAfterAllIsNotPruned() {
        LoopWorld.leftover(api, ID, WORKLOAD, 12);

        assertThat(prune(_ -> false, WORKLOAD)).isFalse();

        assertThat(api.writes()).isEmpty();
    }

    @Test
    void aPruneIsDroppedWhenANewerPushHasCreatedSomethingMeanwhile() {
        LoopWorld.leftover(api, ID, SERVICE, 5);

        assertThatThrownBy(() -> prune(pushing(20), SERVICE))
                .isInstanceOf(StaleVersionException.class);

        assertThat(api.peek(SERVICE)).isPresent();
        assertThat(live(WORKLOAD).pushVersion()).isEqualTo(20);
    }

    @Test
    void aPruneIsDroppedWhenANewerPushHasTakenOverItsWorkload() {
        push(12);
        long service = live(SERVICE).pushVersion();

        assertThatThrownBy(() -> prune(pushing(20), SERVICE, WORKLOAD))
                .isInstanceOf(StaleVersionException.class);

        assertThat(live(SERVICE).pushVersion()).isEqualTo(service);
        assertThat(live(WORKLOAD).pushVersion()).isEqualTo(20);
    }

    @Test
    void nothingIsDoneForADeploymentThatWasNeverHere() {
        assertThat(push.push(new PushTask(facts(1), List.of(), null, false), Set.of()))
                .isEqualTo(PushOutcome.GONE);
        assertThat(api.writes()).isEmpty();
    }

    @Test
    void aPlacementWhoseSpecIsNotKnownIsHeld() {
        push.push(task(2, 7), Set.of());
        PlacedReplicas known = task(5, 8).placements().getFirst();
        PlacedReplicas unknown =
                new PlacedReplicas(
                        known.instanceType(),
                        known.revision(),
                        known.workload(),
                        known.replicas(),
                        known.specVersion(),
                        null,
                        known.pushVersion());
        PushTask later = new PushTask(facts(2), List.of(unknown), null, false);
        int before = api.writes().size();

        assertThat(push.push(later, Set.of())).isEqualTo(PushOutcome.HELD);

        assertThat(api.writes()).hasSize(before);
    }

    @Test
    void raisesThatWaitAreMadeTogetherAndEachGetsItsOwnVerdict() throws Exception {
        push.push(task(1, 5), Set.of());
        Fences fences = new Fences(api);
        List<DeploymentId> ids =
                java.util.stream.IntStream.range(100, 150)
                        .mapToObj(i -> new DeploymentId("d-0000000" + i))
                        .toList();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            for (DeploymentId id : ids) {
                threads.submit(() -> fences.raise(ACME, id, 3));
            }
        }

        Map<String, String> values = live(FencePolicy.key(ACME)).data();
        ids.forEach(id -> assertThat(values).containsEntry(id.value(), "3"));
        assertThat(values).containsEntry(ID.value(), "5");
        assertThatThrownBy(() -> fences.raise(ACME, ID, 4))
                .isInstanceOf(StaleVersionException.class);
    }

    private boolean prune(LongPredicate mayGo, ManifestKey... keys) {
        List<LiveObject> objects = Arrays.stream(keys).map(this::live).toList();
        return push.prune(Leftovers.of(objects), mayGo);
    }

    /// The database wants nothing, and at the same moment another pusher pushes.
    private LongPredicate pushing(long version) {
        return _ -> {
            push(version);
            return true;
        };
    }

    private List<String> deleted() {
        return api.writes().stream()
                .filter(write -> write.startsWith("delete "))
                .map(write -> write.substring("delete ".length()))
                .toList();
    }

    private void push(long version) {
        push.push(task(2, version), Set.of());
    }

    private void foreign(ManifestKey key) {
        Map<String, Object> tree = new HashMap<>(live(key).tree());
        tree.put("metadata", Map.of("name", key.name()));
        api.meddle(key, tree);
    }

    private long fence() {
        return FencePolicy.seen(live(FencePolicy.key(ACME)).data(), ID);
    }

    private LiveObject live(ManifestKey key) {
        return api.get(key).orElseThrow();
    }

    private static PushTask task(int replicas, long version) {
        PlacementKey key =
                new PlacementKey(
                        ID, new PlaneId("p1"), new InstanceTypeName("cpu"), PodRevision.UNKNOWN);
        PlacedReplicas placed =
                new PlacedReplicas(
                        key.instanceType(),
                        key.revision(),
                        Workload.deployment(key),
                        replicas,
                        1,
                        facts(1).spec(),
                        version);
        return new PushTask(facts(1), List.of(placed), null, false);
    }

    private static PushedDeployment facts(long version) {
        Shape shape = Shape.newBuilder().setCpuMilli(1000).setMemoryMib(1024).build();
        ResolvedSpec spec =
                ResolvedSpec.newBuilder()
                        .setSpec(DeploymentSpec.newBuilder().setImage("i").setPort(8080))
                        .addOptions(ShapeOption.newBuilder().setInstanceType("cpu").setShape(shape))
                        .build();
        return new PushedDeployment(ID, ACME, new ModelId("m-0123456789"), version, false, spec);
    }
}
