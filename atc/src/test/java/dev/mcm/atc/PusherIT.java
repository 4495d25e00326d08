package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.Manifest;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.v1.*;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.PodView;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class PusherIT {
    private PusherWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new PusherWorld();
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @Test
    void aPlacementRunsAndItsPushIsRecorded() {
        String id = world.deployment("d1");
        world.place(id, "p1", 2, 1);

        world.await("two ready pods", () -> world.ready(id) == 2);
        world.await(
                "the push to be recorded",
                () -> world.pushed(id, "p1").equals(world.version(id, "p1") + "/"));
        LiveObject workload = world.get(ManifestKind.DEPLOYMENT, id + "-a10-1").orElseThrow();
        assertThat(workload.pushVersion()).isEqualTo(Long.parseLong(world.version(id, "p1")));
        assertThat(world.get(ManifestKind.SERVICE, id)).isPresent();
        assertThat(world.get(ManifestKind.HTTP_ROUTE, id)).isPresent();
        assertThat(world.get(ManifestKind.POD_DISRUPTION_BUDGET, id)).isPresent();
        assertThat(world.get(ManifestKind.CONFIG_MAP, "mcm-fence").orElseThrow().data())
                .containsEntry(id, world.version(id, "p1"));
    }

    @Test
    void aChangeOfScaleIsAppliedAndZeroRemovesEverything() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);

        world.place(id, "p1", 3, 1);
        world.await("three pods", () -> world.ready(id) == 3);

        world.place(id, "p1", 0, 1);
        world.await("no pods", () -> world.pods(id).isEmpty());
        world.await(
                "no objects",
                () ->
                        world.get(ManifestKind.DEPLOYMENT, id + "-a10-1").isEmpty()
                                && world.get(ManifestKind.SERVICE, id).isEmpty()
                                && world.get(ManifestKind.HTTP_ROUTE, id).isEmpty()
                                && world.get(ManifestKind.POD_DISRUPTION_BUDGET, id).isEmpty());
        world.await(
                "the push to be recorded",
                () -> world.pushed(id, "p1").equals(world.version(id, "p1") + "/"));
        assertThat(world.get(ManifestKind.CONFIG_MAP, "mcm-fence").orElseThrow().data())
                .containsEntry(id, world.version(id, "p1"));
    }

    @Test
    void aDeletedDeploymentIsRemovedFromThePlaneAndThenFromTheDatabase() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);
        world.atc
                .deployments("t-developer")
                .deleteDeployment(DeleteDeploymentRequest.newBuilder().setId(id).build());
        world.pusher.changed("deployments", id);

        world.await("no pods", () -> world.pods(id).isEmpty());
        assertThat(world.atc.text("SELECT lifecycle FROM deployments WHERE id = '" + id + "'"))
                .isEqualTo("DELETING");
        world.place(id, "p1", 0, 1);
        world.await(
                "the row to go",
                () ->
                        world.atc
                                .text("SELECT count(*) FROM deployments WHERE id = '" + id + "'")
                                .equals("0"));
    }

    @Test
    void aNewVersionOfTheSpecWaitsForItsPlacement() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);
        UpdateDeploymentRequest.Builder update = UpdateDeploymentRequest.newBuilder().setId(id);
        update.getSpecBuilder().setImage("registry.example.com/model:v2");
        update.getUpdateMaskBuilder().addPaths("spec.image");
        world.atc.deployments("t-developer").updateDeployment(update.build());
        world.pusher.changed("deployments", id);
        world.settle();
        assertThat(world.image(id)).endsWith(":v1");

        world.place(id, "p1", 1, 2);

        world.await("the new image", () -> world.image(id).endsWith(":v2"));
        world.await("the new pod to be ready", () -> world.ready(id) >= 1);
    }

    @Test
    void anOlderPushIsDroppedByTheFence() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);
        world.await(
                "the push to be recorded",
                () -> world.pushed(id, "p1").equals(world.version(id, "p1") + "/"));
        world.raiseFence(id, 1_000_000);
        world.delete(ManifestKind.DEPLOYMENT, id + "-a10-1");

        world.await("the push to be refused", () -> world.pushed(id, "p1").contains("newer push"));
        assertThat(world.get(ManifestKind.DEPLOYMENT, id + "-a10-1")).isEmpty();
    }

    @Test
    void driftIsRepairedAndLeftoversArePruned() throws Exception {
        String id = world.deployment("d1");
        world.place(id, "p1", 2, 1);
        world.await("two pods", () -> world.ready(id) == 2);
        world.edit(ManifestKind.DEPLOYMENT, id + "-a10-1", spec -> spec.put("replicas", 5));
        world.delete(ManifestKind.SERVICE, id);
        world.leftover("d-zzzzzzzzzz", "1");

        world.await(
                "the service to be back", () -> world.get(ManifestKind.SERVICE, id).isPresent());
        world.await(
                "two pods again",
                () -> world.pods(id).stream().filter(pod -> !pod.terminating()).count() == 2);
        world.await(
                "the leftover to go",
                () -> world.get(ManifestKind.DEPLOYMENT, "d-zzzzzzzzzz-a10-1").isEmpty());
    }

    @Test
    void objectsFromANewerDatabaseAreLeftAlone() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);
        world.leftover("d-yyyyyyyyyy", "1000000");

        world.settle();

        assertThat(world.get(ManifestKind.DEPLOYMENT, "d-yyyyyyyyyy-a10-1")).isPresent();
    }

    @Test
    void foreignObjectsAreNeverTouched() {
        String id = world.deployment("d1");
        ManifestKey key = new ManifestKey(ManifestKind.SERVICE, "mcm-acme", id);
        world.api.apply(world.namespace(), "");
        world.api.create(
                new Manifest(
                        key,
                        0,
                        world.object(
                                key, Map.of(), Map.of("ports", List.of(Map.of("port", 9999))))));
        world.place(id, "p1", 1, 1);

        world.await("the push to say so", () -> world.pushed(id, "p1").contains("is not MCM's"));
        world.settle();
        assertThat(world.api.get(key).orElseThrow().isManaged()).isFalse();
        assertThat(world.api.get(key).orElseThrow().tree().toString()).contains("9999");
    }

    @Test
    void aRestartWritesNothingAndMovesNoPod() throws Exception {
        String id = world.deployment("d1");
        world.place(id, "p1", 2, 1);
        world.await("two pods", () -> world.ready(id) == 2);
        world.await(
                "the push to be recorded",
                () -> world.pushed(id, "p1").equals(world.version(id, "p1") + "/"));
        world.await("routes", () -> world.shard(id).isPresent());
        world.settle();
        List<String> before = world.pods(id).stream().map(PodView::name).toList();
        long version = world.plane.headless().registry().store().version();
        String row = world.atc.text("SELECT xmin FROM pushes WHERE deployment_id = '" + id + "'");

        world.restartPusher();
        world.settle();

        assertThat(world.plane.headless().registry().store().version()).isEqualTo(version);
        assertThat(world.pods(id).stream().map(PodView::name).toList()).isEqualTo(before);
        assertThat(world.atc.text("SELECT xmin FROM pushes WHERE deployment_id = '" + id + "'"))
                .isEqualTo(row);
    }

    @Test
    void aPlaneThatWasDownGetsEverythingWhenItIsBackAndDelaysNoOther() throws Exception {
        SimulatedPlane other =
                SimulatedPlane.start(PlaneOptions.of("p2", SimulatedNode.gpu("m1", "A10", 8)));
        try (other) {
            other.writeKubeconfig(world.kubeconfigs.resolve("p2.kubeconfig"));
            world.register("p2", other);
            world.pusher.changed("planes", "p2");
            world.await(
                    "both planes to be reachable",
                    () ->
                            world.atc
                                    .text("SELECT count(*) FROM plane_probes WHERE reachable")
                                    .equals("2"));
            world.plane.faults().apiDown(true);
            world.await(
                    "the outage to be seen",
                    () ->
                            world.atc
                                    .text(
                                            "SELECT reachable FROM plane_probes WHERE plane_id ="
                                                    + " 'p1'")
                                    .equals("f"));
            String id = world.deployment("d1");
            world.place(id, "p1", 1, 1);
            world.place(id, "p2", 1, 1);

            world.await(
                    "a pod on the other plane",
                    () -> other.pods().stream().filter(PodView::ready).count() == 1);
            assertThat(world.pods(id)).isEmpty();
            world.plane.faults().apiDown(false);
            world.await("a pod here", () -> world.ready(id) == 1);
            world.await(
                    "the plane to count as reachable",
                    () ->
                            world.atc
                                    .text(
                                            "SELECT reachable FROM plane_probes WHERE plane_id ="
                                                    + " 'p1'")
                                    .equals("t"));
        }
    }

    @Test
    void requestsAreRoutedWhereReplicasAreReadyAndWaitSomewhereAtZero() {
        String id = world.deployment("d1");
        world.pusher.changed("deployments", id);
        world.await(
                "a waiting room",
                () -> world.route(id).filter(route -> route.targets().size() == 1).isPresent());

        world.place(id, "p1", 3, 1);
        world.observe(new ObservedRows(id, 1, 3, 2, 0, "", ""));

        world.await(
                "weight 2",
                () ->
                        world.route(id)
                                .filter(route -> route.targets().getFirst().weight() == 2)
                                .isPresent());
        assertThat(world.route(id).orElseThrow().concurrency()).isEqualTo(1);
        world.await(
                "the milestone",
                () ->
                        world.atc
                                .text(
                                        "SELECT ready_version FROM deployment_milestones WHERE"
                                                + " deployment_id = '"
                                                + id
                                                + "'")
                                .equals("1"));
    }

    @Test
    void rotatedCredentialsAreUsedWithoutARestart() throws Exception {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);
        String good = Files.readString(world.kubeconfigs.resolve("p1.kubeconfig"));
        Files.writeString(
                world.kubeconfigs.resolve("p1.kubeconfig"), good.replace("secret", "wrong"));
        world.await(
                "the wrong token to be used",
                () -> {
                    world.place(id, "p1", 2, 1);
                    return world.pushed(id, "p1").contains("401")
                            || world.atc.text("SELECT message FROM plane_probes").contains("401");
                });

        Files.writeString(world.kubeconfigs.resolve("p1.kubeconfig"), good);

        world.await("two pods", () -> world.ready(id) == 2);
    }

    @Test
    void whatThePusherKnowsOfThePlaneIsARowThatTheApiShows() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);

        world.await(
                "all to be there",
                () ->
                        world.pushes("p1").getState().getObjects() == 4
                                && world.pushes("p1").getState().getBehind() == 0);
        PlanePushes pushes = world.pushes("p1");
        assertThat(pushes.getStale()).isFalse();
        assertThat(pushes.getState().getReachable()).isTrue();
        assertThat(pushes.getState().getFailing()).isZero();
        assertThat(pushes.getState().getRoutes().getEpoch()).isPositive();
    }

    @Test
    void leftoversThatNobodyHasAskedToGoStayUntilAnOperatorReleasesThem() {
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);
        List<String> strays = IntStream.range(0, 5).mapToObj("d-zzzzzzzzz%d"::formatted).toList();
        strays.forEach(stray -> world.leftover(stray, "1"));

        world.await("removals to be held", () -> world.held("p1").getObjects() == 5);
        world.settle();
        assertThat(strays).allMatch(this::isThere);
        assertThat(world.held("p1").getDeploymentIdsList()).isEqualTo(strays);

        world.release("p1", world.held("p1").getSet());

        world.await("the leftovers to go", () -> strays.stream().noneMatch(this::isThere));
        world.await("no rows to be left", () -> world.heldRows() == 0);
        assertThat(world.ready(id)).isEqualTo(1);
    }

    /// The plane was away while they were deleted: there is nothing to ask for.
    @Test
    void whatIsLeftOfDeploymentsThatWereDeletedGoesUnasked() {
        List<String> strays = IntStream.range(0, 5).mapToObj("d-zzzzzzzzz%d"::formatted).toList();
        world.deleted(strays);
        String id = world.deployment("d1");
        world.place(id, "p1", 1, 1);
        world.await("one pod", () -> world.ready(id) == 1);

        strays.forEach(stray -> world.leftover(stray, "1"));

        world.await("the leftovers to go", () -> strays.stream().noneMatch(this::isThere));
        assertThat(world.heldRows()).isZero();
    }

    private boolean isThere(String stray) {
        return world.get(ManifestKind.DEPLOYMENT, stray + "-a10-1").isPresent();
    }
}
