package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentVersion;
import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsResponse;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The versions of a deployment's spec on a real Postgres: written with the deployment, and by the
/// holder of the pusher's lease where an ATC from before the table has left them out.
final class VersionsIT {
    private ApiWorld api;
    private AtcStack atc;

    @BeforeEach
    void start() throws Exception {
        api = new ApiWorld();
        atc = api.atc;
    }

    @AfterEach
    void stop() throws Exception {
        atc.close();
    }

    private void image(String id, String image) {
        UpdateDeploymentRequest.Builder request = UpdateDeploymentRequest.newBuilder().setId(id);
        request.getUpdateMaskBuilder().addPaths("spec.image");
        request.getSpecBuilder().setImage(image);
        atc.deployments(ApiWorld.DEV).updateDeployment(request.build());
    }

    private ListDeploymentVersionsResponse versions(String id, int size, String token) {
        return atc.deployments("t-viewer")
                .listDeploymentVersions(
                        ListDeploymentVersionsRequest.newBuilder()
                                .setId(id)
                                .setPageSize(size)
                                .setPageToken(token)
                                .build());
    }

    @Test
    void anUpdateIsAVersionAndGoingBackHasTheOldRevision() {
        Deployment chat = api.create("chat");
        image(chat.getId(), "registry.example.com/model:v2");
        image(chat.getId(), chat.getSpec().getImage());

        ListDeploymentVersionsResponse newest = versions(chat.getId(), 2, "");
        ListDeploymentVersionsResponse rest = versions(chat.getId(), 2, newest.getNextPageToken());

        assertThat(newest.getVersionsList())
                .extracting(DeploymentVersion::getNumber)
                .containsExactly(3L, 2L);
        assertThat(newest.getVersionsList())
                .allMatch(version -> version.getChangedList().equals(List.of("spec.image")))
                .allMatch(version -> version.getCreatedBy().equals("dave"));
        assertThat(rest.getNextPageToken()).isEmpty();
        assertThat(rest.getVersionsList()).hasSize(1);
        DeploymentVersion first = rest.getVersions(0);
        assertThat(first.getCreatedAt()).isEqualTo(chat.getCreatedAt());
        assertThat(first.getRevisionsList())
                .hasSize(1)
                .isEqualTo(newest.getVersions(0).getRevisionsList())
                .isNotEqualTo(newest.getVersions(1).getRevisionsList());
    }

    @Test
    void whatAnOlderAtcHasLeftOutIsWrittenByTheLeaderAndABrokenSpecStopsNoOther() throws Exception {
        Deployment chat = api.create("chat");
        Deployment broken = api.create("broken");
        image(broken.getId(), "registry.example.com/model:broken");
        image(chat.getId(), "registry.example.com/model:v2");
        List<DeploymentVersion> before = versions(chat.getId(), 0, "").getVersionsList();
        atc.sql(
                "DELETE FROM deployment_versions",
                "UPDATE deployment_specs SET body = 'x' WHERE hash = (SELECT spec_hash FROM"
                        + " deployments WHERE id = '"
                        + broken.getId()
                        + "')");

        TestPusher leader =
                new TestPusher(atc.database(), atc.kubeconfigs(), Duration.ofMinutes(1));
        try {
            Waiting.until(
                    "the row of the one that can be read",
                    Duration.ofSeconds(20),
                    () ->
                            atc.text("SELECT deployment_id FROM deployment_versions")
                                    .equals(chat.getId()));
        } finally {
            leader.stop();
        }

        List<DeploymentVersion> after = versions(chat.getId(), 0, "").getVersionsList();
        assertThat(after)
                .containsExactly(
                        before.getFirst().toBuilder().clearCreatedBy().clearChanged().build());
        assertThat(versions(broken.getId(), 0, "").getVersionsList()).isEmpty();
    }
}
