package dev.mcm.atc;

import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_UPDATING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.PlaneReplicas;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.testkit.plane.PodView;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Workloads by revision on a simulated plane, and what the API says of them.
@Execution(ExecutionMode.CONCURRENT)
final class RevisionsIT {
    private PusherWorld world;
    private String id;

    @BeforeEach
    void aDeployment() throws Exception {
        world = new PusherWorld();
        id = world.deployment("d1");
        world.atc.sql(
                "INSERT INTO scale_targets VALUES ('" + id + "', 2, 'CONCURRENCY', '', 1, now())",
                "INSERT INTO plane_states VALUES ('p1', 'LIVE', '', now())");
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @Test
    void aRevisionRunsInAReplicaSetThatEndsWithItsPods() {
        world.placeRevision(id, 1, 2);
        world.await("two pods", () -> world.ready(id) == 2);
        assertThat(world.get(ManifestKind.DEPLOYMENT, id + "-a10-1")).isEmpty();
        assertThat(replicaSet(1).label(PlaneNames.LABEL_REVISION)).isEqualTo(revision(1));

        world.placeRevision(id, 1, 0);

        world.await("no pods", () -> world.pods(id).isEmpty());
        assertThat(world.get(ManifestKind.REPLICA_SET, workload(1))).isEmpty();
        assertThat(world.get(ManifestKind.SERVICE, id)).isEmpty();
    }

    @Test
    void aTemplateThatDiffersIsRepairedAndNothingIsRestarted() {
        world.placeRevision(id, 1, 2);
        world.await("two pods", () -> world.ready(id) == 2);
        Set<String> before = names();

        world.edit(ManifestKind.REPLICA_SET, workload(1), RevisionsIT::tolerateNothing);

        world.await(
                "the template",
                () -> replicaSet(1).tree().toString().contains("automountServiceAccountToken"));
        world.settle();
        assertThat(names()).isEqualTo(before);
    }

    @Test
    void aWorkloadFromBeforeStaysAsItIsWhateverTheSpecIsNow() throws Exception {
        world.place(id, "p1", 2, 1);
        world.await("two pods", () -> world.ready(id) == 2);
        Set<String> before = names();
        update("spec.labels", 2);
        update("spec.image", 3);
        world.restartPusher();
        world.place(id, "p1", 3, 1);
        world.await("three pods", () -> world.ready(id) == 3);
        world.settle();
        assertThat(names()).containsAll(before);
        assertThat(world.image(id)).endsWith(":v1");

        world.placeRevision(id, 3, 1);
        world.await("the new one beside them", () -> world.ready(id) == 4);
        world.place(id, "p1", 0, 1);
        world.await("the old ones to go", () -> world.ready(id) == 1 && names().size() == 1);
        assertThat(names()).doesNotContainAnyElementsOf(before);
        assertThat(world.get(ManifestKind.DEPLOYMENT, id + "-a10-1")).isEmpty();
        assertThat(world.get(ManifestKind.SERVICE, id)).isPresent();
    }

    @Test
    void aRowWhoseVersionIsNotKnownIsLeftAsItIs() {
        world.placeRevision(id, 1, 2);
        world.await("two pods", () -> world.ready(id) == 2);
        Set<String> before = names();
        update("spec.image", 2);
        String name = workload(1);
        world.atc.sql(
                "DELETE FROM deployment_versions WHERE number = 1",
                "UPDATE placements SET replicas = 5, version = nextval('placement_versions')");
        world.pusher.changed("placements", id, "p1", "a10-1");
        world.settle();

        assertThat(names()).isEqualTo(before);
        assertThat(world.get(ManifestKind.REPLICA_SET, name)).isPresent();
    }

    @Test
    void aNewVersionOfTheSameRevisionIsActiveAtOnce() {
        world.placeRevision(id, 1, 2);
        world.observe(ObservedRows.ready(id, 1, 2));
        world.await("the milestone", () -> milestone().equals("1"));

        update("spec.labels", 2);

        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_ACTIVE);
        assertThat(deployment().getStatusMessage()).isEmpty();
        assertThat(deployment().getPlanes(0).getCurrent()).isTrue();
        world.pusher.changed("deployments", id);
        world.await("the milestone of the second", () -> milestone().equals("2"));
    }

    @Test
    void aNewRevisionIsUpdatingUntilAllReplicasRunIt() {
        world.placeRevision(id, 1, 2);
        world.observe(ObservedRows.ready(id, 1, 2));
        update("spec.image", 2);
        assertThat(deployment().getStatusMessage())
                .isEqualTo(
                        "0 of 2 ready replicas run the current revision (version 2), 2 are to go");

        world.placeRevision(id, 1, 1);
        world.placeRevision(id, 2, 1);
        world.observe(ObservedRows.ready(id, 1, 1));
        world.observe(ObservedRows.ready(id, 2, 1));
        world.atc.sql(
                "INSERT INTO placement_summaries (deployment_id, desired, placed, pending,"
                        + " misplaced, reason, decided_at) VALUES ('"
                        + id
                        + "', 2, 2, 0, 0, 'HANDING_OVER_ONE_BY_ONE', now())");

        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_UPDATING);
        assertThat(deployment().getStatusMessage())
                .isEqualTo(
                        "1 of 2 ready replicas run the current revision (version 2), 1 are to go;"
                                + " no free GPU to surge, replacing one at a time");
        assertThat(deployment().getPlanesList())
                .extracting(
                        PlaneReplicas::getRevision,
                        PlaneReplicas::getCurrent,
                        PlaneReplicas::getPlaced,
                        PlaneReplicas::getReady)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(revision(2), true, 1, 1),
                        org.assertj.core.groups.Tuple.tuple(revision(1), false, 1, 1));
    }

    @Test
    void aPlanesWeightIsItsReadyReplicasOverAllRevisions() {
        world.placeRevision(id, 1, 1);
        update("spec.image", 2);
        world.placeRevision(id, 2, 2);
        world.observe(ObservedRows.ready(id, 2, 3));

        world.await(
                "a weight of three",
                () ->
                        world.route(id)
                                .filter(route -> route.targets().getFirst().weight() == 3)
                                .isPresent());
    }

    /// The next version: of the same revision where labels change.
    private void update(String path, int version) {
        UpdateDeploymentRequest.Builder update = UpdateDeploymentRequest.newBuilder().setId(id);
        update.getSpecBuilder()
                .setImage("registry.example.com/model:v" + version)
                .putLabels("version", "v" + version);
        update.getUpdateMaskBuilder().addPaths(path);
        Deployment after =
                world.atc
                        .deployments("t-developer")
                        .updateDeployment(update.build())
                        .getDeployment();
        assertThat(after.getVersion()).isEqualTo(version);
        world.pusher.changed("deployments", id);
    }

    private static void tolerateNothing(Map<String, Object> spec) {
        Map<String, Object> template = new HashMap<>(map(spec.get("template")));
        Map<String, Object> podSpec = new HashMap<>(map(template.get("spec")));
        podSpec.remove("automountServiceAccountToken");
        template.put("spec", podSpec);
        spec.put("template", template);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@org.jspecify.annotations.Nullable Object tree) {
        return (Map<String, Object>) Objects.requireNonNull(tree);
    }

    private Set<String> names() {
        return world.pods(id).stream()
                .filter(pod -> !pod.terminating())
                .map(PodView::name)
                .collect(Collectors.toSet());
    }

    private LiveObject replicaSet(int version) {
        return Optional.of(world.get(ManifestKind.REPLICA_SET, workload(version)))
                .orElseThrow()
                .orElseThrow();
    }

    private String workload(int version) {
        return PlaneNames.workload(
                new DeploymentId(id),
                new PodRevision(revision(version)),
                new InstanceTypeName("a10-1"));
    }

    private String revision(int version) {
        return world.revision(id, version);
    }

    private String milestone() {
        return world.atc.text("SELECT ready_version FROM deployment_milestones");
    }

    private Deployment deployment() {
        return world.atc
                .deployments("t-developer")
                .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                .getDeployment();
    }
}
