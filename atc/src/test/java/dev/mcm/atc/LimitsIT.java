package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.mcm.atc.v1.*;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What requests and answers may weigh.
final class LimitsIT {
    private static final String DEV = ApiWorld.DEV;
    private static final int BIG = 30 * 1024;
    private static final int LARGEST_ANSWER = 1024 * 1024 + 64 * 1024;
    private static final String LONG = "x ".repeat(2_500);
    private static ApiWorld api;
    private static AtcStack atc;

    @BeforeAll
    static void start() throws Exception {
        api = new ApiWorld();
        atc = api.atc;
    }

    @AfterAll
    static void stop() throws Exception {
        atc.close();
    }

    @Test
    void aWrongRequestOfOrdinarySizeIsInvalidAndNamesItsFirstFaults() throws Exception {
        CreateDeploymentRequest.Builder request = api.valid();
        request.getSpecBuilder()
                .setImage(LONG)
                .getPlacementBuilder()
                .addAllTolerations(
                        IntStream.range(0, 400).mapToObj(i -> "not a toleration " + i).toList());

        StatusRuntimeException error =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () -> atc.deployments(DEV).createDeployment(request.build()));

        assertThat(error.getStatus().getCode())
                .as(error.getMessage())
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        com.google.rpc.Status status = StatusProto.fromThrowable(error);
        assertThat(status.getDetails(0).unpack(ErrorInfo.class).getMetadataMap())
                .containsEntry("violations", "402");
        assertThat(status.getDetails(1).unpack(BadRequest.class).getFieldViolationsList())
                .hasSizeBetween(5, 20)
                .first()
                .satisfies(first -> {
                    assertThat(first.getField()).isEqualTo("spec.image");
                    assertThat(first.getDescription()).contains("(5000 characters)");
                });
    }

    @Test
    void longIdsTokensAndEtagsAreAnsweredAsShortOnes() {
        DeploymentServiceGrpc.DeploymentServiceBlockingStub deployments = atc.deployments(DEV);
        String id = api.create("long-etag").getId();

        assertThat(ApiWorld.code(() -> api.get(DEV, LONG))).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(
                        ApiWorld.code(() ->
                                deployments.listDeployments(
                                        ListDeploymentsRequest.newBuilder()
                                                .setPageToken(LONG)
                                                .build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(
                        ApiWorld.code(() ->
                                deployments.deleteDeployment(
                                        DeleteDeploymentRequest.newBuilder()
                                                .setId(id)
                                                .setEtag(LONG)
                                                .build())))
                .isEqualTo(Status.Code.ABORTED);
        assertThat(
                        ApiWorld.code(() ->
                                deployments
                                        .watchDeployments(
                                                WatchDeploymentsRequest.newBuilder()
                                                        .setResumeToken(LONG)
                                                        .build())
                                        .next()))
                .isEqualTo(Status.Code.OUT_OF_RANGE);
        assertThat(
                        ApiWorld.code(() ->
                                atc.organizations(DEV)
                                        .getOrganization(
                                                GetOrganizationRequest.newBuilder()
                                                        .setId(LONG)
                                                        .build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void aSpecOfMoreThan32KiBIsRefusedAndOneBelowIsTaken() {
        assertThat(
                        ApiWorld.violations(() ->
                                atc.deployments(DEV).createDeployment(big(33 * 1024).build())))
                .containsExactly("spec");
        assertThat(atc.deployments(DEV).createDeployment(big(BIG).build()).getDeployment().getId())
                .isNotEmpty();
    }

    @Test
    void pagesAndWatchResponsesOfBigSpecsEndAtAMebibyteAndMissNothing() {
        String model =
                atc.models(DEV)
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId("acme")
                                        .setName("big")
                                        .build())
                        .getModel()
                        .getId();
        List<String> created = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            created.addFirst(
                    atc.deployments(DEV)
                            .createDeployment(big(BIG).setModelId(model).build())
                            .getDeployment()
                            .getId());
        }

        List<ListDeploymentsResponse> pages = pages(model);
        assertThat(pages)
                .hasSize(2)
                .allSatisfy(
                        page -> assertThat(page.getSerializedSize()).isLessThan(LARGEST_ANSWER));
        assertThat(
                        pages.stream()
                                .flatMap(page -> page.getDeploymentsList().stream())
                                .map(Deployment::getId))
                .containsExactlyElementsOf(created);

        List<WatchDeploymentsResponse> sent = watched(model);
        assertThat(sent)
                .hasSizeGreaterThan(2)
                .allSatisfy(response ->
                        assertThat(response.getSerializedSize()).isLessThan(LARGEST_ANSWER));
        assertThat(
                        sent.stream()
                                .flatMap(response -> response.getChangedList().stream())
                                .map(Deployment::getId))
                .containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void aFilterThatMatchesNothingEndsItsPageAfterSomeRows() {
        String model = api.create("one-of-many").getModelId();
        atc.sql(
                """
                INSERT INTO deployments
                SELECT (jsonb_populate_record(d, jsonb_build_object('id', 'd-' || lpad(i::text, 10, '0'), 'name', 'many-' || i))).*
                FROM deployments d, generate_series(1, 2500) i WHERE name = 'one-of-many'
                """);
        ListDeploymentsRequest.Builder request =
                ListDeploymentsRequest.newBuilder()
                        .setModelId(model)
                        .addStatuses(DeploymentStatus.DEPLOYMENT_STATUS_FAILED);

        ListDeploymentsResponse first = atc.deployments(DEV).listDeployments(request.build());
        assertThat(first.getDeploymentsList()).isEmpty();
        assertThat(first.getNextPageToken()).isNotEmpty();
        ListDeploymentsResponse second =
                atc.deployments(DEV)
                        .listDeployments(request.setPageToken(first.getNextPageToken()).build());
        assertThat(second.getDeploymentsList()).isEmpty();
        assertThat(second.getNextPageToken()).isEmpty();
    }

    private static CreateDeploymentRequest.Builder big(int bytes) {
        CreateDeploymentRequest.Builder request = api.valid();
        int argument = 1000;
        for (int i = 0; i < bytes / argument - 1; i++) {
            request.getSpecBuilder().addArgs("x".repeat(argument));
        }
        request.getSpecBuilder().addArgs("y".repeat(argument));
        return request;
    }

    private static List<ListDeploymentsResponse> pages(String model) {
        List<ListDeploymentsResponse> pages = new ArrayList<>();
        String token = "";
        do {
            ListDeploymentsResponse page =
                    atc.deployments(DEV)
                            .listDeployments(
                                    ListDeploymentsRequest.newBuilder()
                                            .setModelId(model)
                                            .setPageSize(1000)
                                            .setPageToken(token)
                                            .build());
            pages.add(page);
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return pages;
    }

    private static List<WatchDeploymentsResponse> watched(String model) {
        Context.CancellableContext call = Context.current().withCancellation();
        Context before = call.attach();
        try {
            Iterator<WatchDeploymentsResponse> responses =
                    atc.deployments(DEV)
                            .watchDeployments(
                                    WatchDeploymentsRequest.newBuilder().setModelId(model).build());
            List<WatchDeploymentsResponse> sent = new ArrayList<>();
            do {
                sent.add(responses.next());
            } while (!sent.getLast().getCurrent());
            return sent;
        } finally {
            call.detach(before);
            call.cancel(null);
        }
    }
}
