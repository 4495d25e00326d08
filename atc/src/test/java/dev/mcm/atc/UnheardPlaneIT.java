package dev.mcm.atc;

import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetDeploymentRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the API says of a deployment whose only plane is behind a cut link.
final class UnheardPlaneIT {
    private PusherWorld world;
    private String id;

    @BeforeEach
    void oneReadyReplica() throws Exception {
        world = new PusherWorld();
        id = world.deployment("d1");
        world.atc.sql(
                "INSERT INTO scale_targets VALUES ('" + id + "', 1, 'CONCURRENCY', '', 1, now())");
        world.place(id, "p1", 1, 1);
        world.await("the push", () -> world.pushed(id, "p1").equals(world.version(id, "p1") + "/"));
        world.observe(ObservedRows.ready(id, 1, 1));
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    @Test
    void itSaysThatTheReadyReplicasAreOnlyThePlanesLastWord() {
        state("LIVE", "12:00:00", "LIVE");
        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_ACTIVE);
        assertThat(deployment().getStatusMessage()).isEmpty();

        state("UNKNOWN", "12:00:05", "SILENT");

        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_ACTIVE);
        assertThat(deployment().getStatusMessage())
                .isEqualTo(
                        "plane p1 is UNKNOWN since 2026-11-30T12:00:05Z: 1 of the ready replicas"
                                + " are what it said last");
    }

    @Test
    void aDeletionNamesThePlaneThatItWaitsFor() {
        state("UNKNOWN", "12:00:05", "SILENT");
        var _ =
                world.atc
                        .deployments("t-developer")
                        .deleteDeployment(DeleteDeploymentRequest.newBuilder().setId(id).build());

        assertThat(deployment().getStatus()).isEqualTo(DEPLOYMENT_STATUS_DEACTIVATING);
        assertThat(deployment().getStatusMessage())
                .startsWith("being deleted: waits for plane p1 (UNKNOWN since 2026-11-30T12:00:05Z")
                .contains("1 pods left");
    }

    /// As Scheduler and GSM write it; the Scheduler a little later.
    private void state(String state, String since, String hearing) {
        world.atc.sql(
                "DELETE FROM plane_states",
                "DELETE FROM plane_liveness",
                "INSERT INTO plane_liveness (plane_id, state, epoch, since) VALUES ('p1', '%s', 1, '2026-11-30 %sZ')"
                        .formatted(hearing, since),
                "INSERT INTO plane_states VALUES ('p1', '%s', '', '2026-11-30 12:00:09Z')"
                        .formatted(state));
    }

    private Deployment deployment() {
        return world.atc
                .deployments("t-developer")
                .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                .getDeployment();
    }
}
