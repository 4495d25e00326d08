package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.ALL;
import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.id.DeploymentId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ListDeploymentsCallTest {
    private final CallScene scene = new CallScene();
    private final ListDeploymentsCall call =
            new ListDeploymentsCall(scene.control.views(), scene.clock);

    private static List<String> names(ListDeploymentsResponse page) {
        return page.getDeploymentsList().stream().map(Deployment::getName).toList();
    }

    private List<String> all(Caller caller, ListDeploymentsRequest request) {
        List<String> names = new ArrayList<>();
        String token = "";
        do {
            ListDeploymentsResponse page =
                    call.run(caller, request.toBuilder().setPageToken(token).build());
            names.addAll(names(page));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return names;
    }

    @Test
    void pagesComeNewestFirstAndTogetherAreAllThatTheCallerSees() {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            scene.create(name);
        }
        ListDeploymentsRequest pages = ListDeploymentsRequest.newBuilder().setPageSize(2).build();

        assertThat(all(DEV, pages)).containsExactly("e", "d", "c", "b", "a");
        assertThat(all(ALL, pages)).hasSize(5);
        assertThat(all(STRANGER, pages)).isEmpty();
        assertThat(all(ALL, pages.toBuilder().setModelId("m-0000000002").build())).isEmpty();
    }

    @Test
    void aFilterOnStatusesReadsOnUntilThePageIsFull() {
        for (int number = 0; number < 300; number++) {
            scene.create("d" + number);
        }
        String oldest = scene.create("old").getId();
        new DeleteDeploymentCall(scene.control.deployments(), scene.clock)
                .run(DEV, DeleteDeploymentRequest.newBuilder().setId(oldest).build());
        ListDeploymentsRequest request =
                ListDeploymentsRequest.newBuilder()
                        .addStatuses(DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING)
                        .setPageSize(1)
                        .build();

        assertThat(all(DEV, request)).containsExactly("old");
    }

    @Test
    void aRowThatGoesWhileItIsReadIsPassedOver() {
        scene.create("a");
        String going = scene.create("b").getId();
        AtomicInteger reads = new AtomicInteger();
        scene.control.beforeRead(() -> {
            if (reads.incrementAndGet() == 2) {
                scene.control.change(rows -> rows.deployments.remove(new DeploymentId(going)));
            }
        });

        assertThat(names(call.run(DEV, ListDeploymentsRequest.getDefaultInstance())))
                .containsExactly("a");
    }

    @Test
    void aTokenIsGoodForItsOwnQueryOnly() {
        scene.create("a");
        scene.create("b");
        String token =
                call.run(DEV, ListDeploymentsRequest.newBuilder().setPageSize(1).build())
                        .getNextPageToken();
        ListDeploymentsRequest.Builder other =
                ListDeploymentsRequest.newBuilder()
                        .setModelId(CallScene.MODEL.value())
                        .setPageToken(token);

        assertThat(refusal(() -> call.run(DEV, other.build())))
                .isEqualTo(ErrorCode.INVALID_PAGE_TOKEN);
    }

    @Test
    void oneDeploymentIsReadByWhomItBelongsTo() {
        GetDeploymentCall get = new GetDeploymentCall(scene.control.views(), scene.clock);
        Deployment created = scene.create("a");
        GetDeploymentRequest request =
                GetDeploymentRequest.newBuilder().setId(created.getId()).build();

        assertThat(get.run(DEV, request).getDeployment()).isEqualTo(created);
        assertThat(get.run(ALL, request).getDeployment()).isEqualTo(created);
        assertThat(refusal(() -> get.run(STRANGER, request))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refusal(() -> get.run(DEV, request.toBuilder().setId("no id").build())))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }
}
