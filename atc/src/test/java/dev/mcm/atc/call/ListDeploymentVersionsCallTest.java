package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.ALL;
import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentVersion;
import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsResponse;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.type.v1.DeploymentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class ListDeploymentVersionsCallTest {
    private static final String V1 = "registry.example.com/model:v1";
    private static final String V2 = "registry.example.com/model:v2";

    private final CallScene scene = new CallScene();
    private final ListDeploymentVersionsCall call =
            new ListDeploymentVersionsCall(scene.control.views());
    private final Deployment chat = scene.create("chat");

    private void update(Caller caller, String path, Consumer<DeploymentSpec.Builder> change) {
        UpdateDeploymentRequest.Builder request =
                UpdateDeploymentRequest.newBuilder().setId(chat.getId());
        request.getUpdateMaskBuilder().addPaths(path);
        change.accept(request.getSpecBuilder());
        new UpdateDeploymentCall(scene.control.deployments(), scene.clock)
                .run(caller, request.build());
    }

    private void image(String image) {
        update(DEV, "spec.image", spec -> spec.setImage(image));
    }

    private ListDeploymentVersionsResponse page(int size, String token) {
        return call.run(
                DEV,
                ListDeploymentVersionsRequest.newBuilder()
                        .setId(chat.getId())
                        .setPageSize(size)
                        .setPageToken(token)
                        .build());
    }

    private List<DeploymentVersion> versions() {
        return page(0, "").getVersionsList();
    }

    private static List<String> revisions(DeploymentVersion version) {
        return version.getRevisionsList().stream()
                .map(option -> option.getInstanceType() + " " + option.getRevision())
                .toList();
    }

    @Test
    void aDeploymentThatWasNeverChangedHasItsFirstVersion() {
        assertThat(versions()).hasSize(1);
        DeploymentVersion first = versions().getFirst();
        assertThat(first.getNumber()).isEqualTo(1);
        assertThat(first.getCreatedBy()).isEqualTo("dave");
        assertThat(first.getCreatedAt()).isEqualTo(chat.getCreatedAt());
        assertThat(first.getImage()).isEqualTo(V1);
        assertThat(first.getChangedList()).isEmpty();
        assertThat(revisions(first)).hasSize(1).allMatch(text -> text.startsWith("a10-1 "));
    }

    @Test
    void anUpdateOfTheSpecIsAVersionWithWhoAndWhatAndNoOtherIs() {
        image(V2);
        update(ALL, "spec.priority", spec -> spec.setPriority(7));
        UpdateDeploymentRequest.Builder scale =
                UpdateDeploymentRequest.newBuilder().setId(chat.getId());
        scale.getUpdateMaskBuilder().addPaths("autoscaling.max_replica");
        scale.getAutoscalingBuilder().setMaxReplica(9);
        new UpdateDeploymentCall(scene.control.deployments(), scene.clock).run(DEV, scale.build());

        List<DeploymentVersion> versions = versions();

        assertThat(versions).extracting(DeploymentVersion::getNumber).containsExactly(3L, 2L, 1L);
        assertThat(versions)
                .extracting(DeploymentVersion::getCreatedBy)
                .containsExactly("olga", "dave", "dave");
        assertThat(versions).extracting(DeploymentVersion::getImage).containsExactly(V2, V2, V1);
        assertThat(versions)
                .extracting(version -> List.copyOf(version.getChangedList()))
                .containsExactly(List.of("spec.priority"), List.of("spec.image"), List.of());
    }

    @Test
    void whoGoesBackHasTheRevisionThatWas() {
        image(V2);
        update(DEV, "spec.labels", spec -> spec.putLabels("team", "search"));
        image(V1);

        List<List<String>> revisions =
                versions().stream().map(ListDeploymentVersionsCallTest::revisions).toList();

        assertThat(revisions.get(0)).isEqualTo(revisions.get(3));
        assertThat(revisions.get(1)).isEqualTo(revisions.get(2)).isNotEqualTo(revisions.get(0));
    }

    @Test
    void everyOptionHasARevisionInOrderOfPreference() {
        update(
                DEV,
                "spec.instance_types",
                spec -> spec.addInstanceTypes("cpu-1").addInstanceTypes("a10-1"));

        List<String> now = revisions(versions().getFirst());

        assertThat(now).hasSize(2);
        assertThat(now.getFirst()).startsWith("cpu-1 ");
        assertThat(now.getLast()).isEqualTo(revisions(versions().getLast()).getFirst());
    }

    /// As an ATC from before these were kept leaves it.
    @Test
    void aVersionWithoutARowIsWrittenBeforeTheNextAndIsNobodys() {
        scene.control.change(rows -> rows.versions.clear());
        image(V2);

        assertThat(versions())
                .extracting(DeploymentVersion::getNumber, DeploymentVersion::getCreatedBy)
                .containsExactly(tuple(2L, "dave"), tuple(1L, ""));
        assertThat(versions().getLast().getCreatedAt())
                .isEqualTo(Timestamps.of(scene.row(chat.getId()).createdAt()));
    }

    @Test
    void pagesCoverEveryVersionOnceAndSayWhatTheLastOfAPageChanged() {
        for (int i = 2; i <= 120; i++) {
            image("registry.example.com/model:v" + i);
        }
        List<DeploymentVersion> all = new ArrayList<>();
        String token = "";
        do {
            ListDeploymentVersionsResponse page = page(59, token);
            assertThat(page.getVersionsCount()).isLessThanOrEqualTo(59);
            all.addAll(page.getVersionsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());

        assertThat(all)
                .extracting(DeploymentVersion::getNumber)
                .containsExactlyElementsOf(
                        LongStream.iterate(120, n -> n > 0, n -> n - 1).boxed().toList());
        assertThat(all.subList(0, 119))
                .allMatch(version -> version.getChangedList().equals(List.of("spec.image")));
    }

    @Test
    void aSpecThatIsLostLeavesItsVersionReadable() {
        image(V2);
        scene.control.change(rows ->
                rows.specs.remove(
                        rows.versions.stream()
                                .filter(version -> version.number() == 1)
                                .findFirst()
                                .orElseThrow()
                                .specHash()));

        assertThat(versions()).extracting(DeploymentVersion::getImage).containsExactly(V2, "");
        assertThat(versions().getFirst().getChangedList()).isEmpty();
    }

    @Test
    void aDeploymentOfOthersDoesNotExistAndATokenOfAnotherIsRefused() {
        ListDeploymentVersionsRequest request =
                ListDeploymentVersionsRequest.newBuilder().setId(chat.getId()).build();
        image(V2);
        String token = page(1, "").getNextPageToken();
        String other = scene.create("other").getId();

        assertThat(refusal(() -> call.run(STRANGER, request))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(
                        refusal(() ->
                                call.run(
                                        DEV,
                                        request.toBuilder()
                                                .setId(other)
                                                .setPageToken(token)
                                                .build())))
                .isEqualTo(ErrorCode.INVALID_PAGE_TOKEN);
        assertThat(refusal(() -> page(1, "garbage"))).isEqualTo(ErrorCode.INVALID_PAGE_TOKEN);
    }

    @Test
    void whatIsOnlyCheckedIsNoVersion() {
        UpdateDeploymentRequest.Builder request =
                UpdateDeploymentRequest.newBuilder().setId(chat.getId()).setValidateOnly(true);
        request.getUpdateMaskBuilder().addPaths("spec.image");
        request.getSpecBuilder().setImage(V2);
        new UpdateDeploymentCall(scene.control.deployments(), scene.clock)
                .run(DEV, request.build());

        assertThat(versions()).hasSize(1);
    }
}
