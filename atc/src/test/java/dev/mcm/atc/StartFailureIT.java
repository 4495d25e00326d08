package dev.mcm.atc;

import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEPLOY_FAILED;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_LOADING_MODEL;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_SCALED_TO_ZERO;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_UNHEALTHY;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_WAKING_UP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.GetDeploymentRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// What the pusher remembers of a start, and what the API makes of it. The test's pusher loses its
/// patience after five seconds.
@Execution(ExecutionMode.CONCURRENT)
final class StartFailureIT {
    private PusherWorld world;
    private String id;

    @BeforeEach
    void onePlacedReplica() throws Exception {
        world = new PusherWorld();
        id = world.deployment("d1");
        desired(1);
        world.place(id, "p1", 1, 1);
        world.await("the push", () -> world.pushed(id, "p1").equals(world.version(id, "p1") + "/"));
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @Test
    void anImageThatStaysBrokenIsToldAtOnceAndIsAFailureLater() {
        broken();
        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_LOADING_MODEL);
        assertThat(deployment().getStatusMessage()).contains("ErrImagePull: no such image");
        await(DEPLOYMENT_STATUS_DEPLOY_FAILED);
        assertThat(deployment().getStatusMessage()).contains("ErrImagePull: no such image");

        world.observe(ObservedRows.ready(id, 1, 1));

        await(DEPLOYMENT_STATUS_ACTIVE);
        world.await("the milestone", () -> milestone("ready_version").equals("1"));
        assertThat(milestone("failing_version")).isEqualTo("0");
        assertThat(milestone("starting_since")).isEqualTo("null");
    }

    @Test
    void aDeploymentAtZeroWhoseImageIsGoneDoesNotWakeForEver() {
        world.observe(ObservedRows.ready(id, 1, 1));
        world.await("the milestone", () -> milestone("ready_version").equals("1"));
        desired(0);
        world.observe(ObservedRows.none(id, 1));
        await(DEPLOYMENT_STATUS_SCALED_TO_ZERO);
        world.await("the rest to be remembered", () -> milestone("at_zero").equals("t"));
        desired(1);
        broken();
        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_WAKING_UP);

        await(DEPLOYMENT_STATUS_UNHEALTHY);

        assertThat(deployment().getStatusMessage()).contains("ErrImagePull: no such image");
        desired(0);
        world.observe(ObservedRows.none(id, 1));
        await(DEPLOYMENT_STATUS_SCALED_TO_ZERO);
        assertThat(deployment().getStatusMessage()).contains("the last start failed", "no such");
    }

    /// Nobody tells of the time that passes.
    @Test
    void aStartThatTakesLongerThanItsProgressDeadlineHasFailed() {
        world.observe(ObservedRows.starting(id, 1, 1));
        world.await("the start", () -> !milestone("starting_since").equals("null"));
        world.atc.sql(
                "UPDATE deployments SET progress_deadline_seconds = 60, updated_at = now() -"
                        + " interval '5 min' WHERE id = '%s'; UPDATE deployment_milestones SET"
                                .formatted(id)
                        + " starting_since = now() - interval '61 s' WHERE deployment_id = '%s'"
                                .formatted(id));

        world.await("the failure", () -> milestone("failing_lasting").equals("t"));
        assertThat(milestone("failing_trouble")).contains("became ready in 60 seconds");
    }

    private void desired(int replicas) {
        world.atc.sql(
                "INSERT INTO scale_targets VALUES ('%s', %d, 'CONCURRENCY', '', 1, now())"
                                .formatted(id, replicas)
                        + " ON CONFLICT (deployment_id) DO UPDATE SET desired = excluded.desired");
        world.pusher.changed("scale_targets", id);
    }

    private void broken() {
        world.observe(ObservedRows.failing(id, 1, "ErrImagePull", "no such image"));
    }

    private Deployment deployment() {
        return world.atc
                .deployments("t-developer")
                .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                .getDeployment();
    }

    private void await(DeploymentStatus status) {
        world.await(
                status.name(),
                () -> {
                    world.pusher.changed("deployment_observed", id, "p1", "a10-1");
                    return deployment().getStatus() == status;
                });
    }

    private String milestone(String column) {
        return world.atc.text(
                "SELECT "
                        + column
                        + " FROM deployment_milestones WHERE deployment_id = '"
                        + id
                        + "'");
    }
}
