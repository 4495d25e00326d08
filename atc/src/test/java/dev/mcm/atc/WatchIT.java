package dev.mcm.atc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.port.RowChange;
import dev.mcm.atc.v1.*;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
final class WatchIT {
    private AtcStack atc;
    private String model;

    @BeforeEach
    void start() throws Exception {
        atc = new AtcStack();
        for (String id : List.of("acme", "other")) {
            Organization organization =
                    Organization.newBuilder().setId(id).setCpuDeployments(true).build();
            atc.organizations("t-admin")
                    .createOrganization(
                            CreateOrganizationRequest.newBuilder()
                                    .setOrganization(organization)
                                    .build());
        }
        model = model("m");
    }

    private String model(String name) {
        return atc.models("t-developer")
                .createModel(
                        CreateModelRequest.newBuilder()
                                .setOrganizationId("acme")
                                .setName(name)
                                .build())
                .getModel()
                .getId();
    }

    @AfterEach
    void stop() throws Exception {
        atc.close();
    }

    @Test
    void firstComesTheCurrentStateThenEveryChange() {
        String one = create();
        Client client = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", () -> client.isCurrent());
        assertThat(client.changed()).containsExactly(one);

        String two = create();
        changed(two);
        await("the new one", () -> client.changed().contains(two));
        atc.sql("INSERT INTO scale_targets VALUES ('" + two + "', 4, 'MIN_REPLICA', '', 1, now())");
        changed(two);
        await("its scale", () -> client.last(two).getReplicas().getDesired() == 4);
        atc.sql("DELETE FROM deployments WHERE id = '" + one + "'");
        changed(one);
        await("the deletion", () -> client.deleted().contains(one));
    }

    @Test
    void aChangeThatChangesNothingIsNotSent() {
        String one = create();
        Client client =
                new Client("t-viewer", WatchDeploymentsRequest.newBuilder().setId(one).build());
        await("the current state", client::isCurrent);
        int before = client.responses.size();
        changed(one);
        String other = create();
        changed(other);

        assertThat(
                        Waiting.holdsWithin(
                                Duration.ofMillis(700), () -> client.responses.size() > before))
                .isFalse();
    }

    @Test
    void aWatchGoesOnWhereItBrokeOff() {
        create();
        Client client = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", client::isCurrent);
        String token = client.responses.getLast().getResumeToken();
        client.cancel();
        String missed = create();
        changed(missed);

        Client again =
                new Client(
                        "t-viewer",
                        WatchDeploymentsRequest.newBuilder().setResumeToken(token).build());

        await("what was missed", () -> again.changed().contains(missed));
        assertThat(again.changed()).containsExactly(missed);
    }

    @Test
    void aResumedWatchTellsNothingOfAnotherTenantsDeployments() {
        String before = create();
        Client first = new Client("t-other", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", first::isCurrent);
        first.cancel();
        String missed = create();
        changed(missed);

        Client again = new Client("t-other", resuming(first).build());
        await("the current state", again::isCurrent);
        changed(missed);
        changed(before);
        gone(before);
        gone(missed);

        assertThat(Waiting.holdsWithin(Duration.ofSeconds(1), () -> !again.deleted().isEmpty()))
                .as("ids of another tenant: %s", again.deleted())
                .isFalse();
        assertThat(again.changed()).isEmpty();
        assertThat(again.error.get()).isNull();
    }

    @Test
    void aResumedWatchOfAModelCallsNoDeploymentOfAnotherModelDeleted() {
        String living = create();
        WatchDeploymentsRequest ofModel =
                WatchDeploymentsRequest.newBuilder().setModelId(model("elsewhere")).build();
        Client first = new Client("t-viewer", ofModel);
        await("the current state", first::isCurrent);
        first.cancel();
        changed(living);

        Client again =
                new Client("t-viewer", resuming(first).setModelId(ofModel.getModelId()).build());
        await("the current state", again::isCurrent);
        changed(living);

        assertThat(Waiting.holdsWithin(Duration.ofSeconds(1), () -> !again.deleted().isEmpty()))
                .as("deployments that live: %s", again.deleted())
                .isFalse();
    }

    @Test
    void aResumedWatchIsToldOfItsOwnDeletionsMissedAndLater() {
        String missed = create();
        String later = create();
        Client first = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", first::isCurrent);
        first.cancel();
        gone(missed);

        Client again = new Client("t-viewer", resuming(first).build());
        await("the deletion that was missed", () -> again.deleted().contains(missed));
        gone(later);
        atc.hub().onChange(new RowChange(Table.PLANE_STATES, List.of("p")));

        await("a later one", () -> again.deleted().contains(later));
    }

    @Test
    void aResumedWatchEndsWhenChangesMayHaveBeenSkipped() {
        String one = create();
        changed(one);
        Client first = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", first::isCurrent);
        first.cancel();
        Client again = new Client("t-viewer", resuming(first).build());
        await("the current state", again::isCurrent);

        atc.hub().onResync();

        await("a refusal", () -> again.error.get() != null);
        assertThat(again.error.get().getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
    }

    @Test
    void whatTimeAloneChangesIsSentWithinAMinuteHoweverBusyTheFleetIs() throws Exception {
        String quiet = create();
        String busy = create();
        Client client = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", client::isCurrent);
        atc.sql("INSERT INTO scale_targets VALUES ('" + quiet + "', 4, 'x', '', 1, now())");

        for (int seconds = 0; seconds < 90; seconds += 10) {
            atc.watchTime().awaitWaiting(1);
            atc.watchTime().advance(Duration.ofSeconds(10));
            changed(busy);
        }

        await("its scale", () -> client.last(quiet).getReplicas().getDesired() == 4);
    }

    @Test
    void aTokenFromBeforeAGapOrOfNobodyIsOutOfRange() {
        String one = create();
        changed(one);
        Client client = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", client::isCurrent);
        String token = client.responses.getLast().getResumeToken();
        atc.hub().onResync();

        for (String bad : List.of(token, "garbage")) {
            Client again =
                    new Client(
                            "t-viewer",
                            WatchDeploymentsRequest.newBuilder().setResumeToken(bad).build());
            await("a refusal", () -> again.error.get() != null);
            assertThat(again.error.get().getStatus().getCode()).isEqualTo(Status.Code.OUT_OF_RANGE);
        }
    }

    @Test
    void othersSeeNothingAndACancelledWatchIsForgotten() {
        String one = create();
        Client other = new Client("t-other", WatchDeploymentsRequest.getDefaultInstance());
        await("the current state", other::isCurrent);
        changed(one);
        assertThat(Waiting.holdsWithin(Duration.ofMillis(500), () -> !other.changed().isEmpty()))
                .isFalse();

        other.cancel();

        await("the watch to be forgotten", () -> atc.hub().size() == 0);
    }

    @Test
    void aSlowClientGetsTheLatestStateOnly() {
        String one = create();
        Client slow = new Client("t-viewer", WatchDeploymentsRequest.getDefaultInstance(), false);
        slow.request(1);
        await("the first response", () -> !slow.responses.isEmpty());
        atc.sql("INSERT INTO scale_targets VALUES ('" + one + "', 0, 'x', '', 1, now())");
        for (int i = 1; i <= 500; i++) {
            atc.sql(
                    "UPDATE scale_targets SET desired = "
                            + i
                            + " WHERE deployment_id = '"
                            + one
                            + "'");
            changed(one);
        }

        slow.request(10_000);

        await("the latest state", () -> slow.last(one).getReplicas().getDesired() == 500);
    }

    private String create() {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("i:1")
                        .setResources(Resources.newBuilder().setCpuMilli(100).setMemoryMib(100))
                        .build();
        return atc.deployments("t-developer")
                .createDeployment(
                        CreateDeploymentRequest.newBuilder()
                                .setModelId(model)
                                .setSpec(spec)
                                .build())
                .getDeployment()
                .getId();
    }

    private void changed(String id) {
        atc.hub().onChange(new RowChange(Table.DEPLOYMENTS, List.of(id)));
    }

    /// The row and its event as the slot delivers it: with its key only.
    private void gone(String id) {
        atc.sql("DELETE FROM deployments WHERE id = '" + id + "'");
        atc.hub().onChange(new RowChange(Table.DEPLOYMENTS, List.of(id)));
    }

    private static WatchDeploymentsRequest.Builder resuming(Client client) {
        return WatchDeploymentsRequest.newBuilder()
                .setResumeToken(client.responses.getLast().getResumeToken());
    }

    private static void await(String what, BooleanSupplier condition) {
        Waiting.until(what, Duration.ofSeconds(15), condition::getAsBoolean);
    }

    private final class Client
            implements ClientResponseObserver<WatchDeploymentsRequest, WatchDeploymentsResponse> {
        private final List<WatchDeploymentsResponse> responses = new CopyOnWriteArrayList<>();
        private final AtomicReference<StatusRuntimeException> error = new AtomicReference<>();
        private final AtomicReference<ClientCallStreamObserver<WatchDeploymentsRequest>> call =
                new AtomicReference<>();
        private final boolean eager;

        Client(String token, WatchDeploymentsRequest request) {
            this(token, request, true);
        }

        Client(String token, WatchDeploymentsRequest request, boolean eager) {
            this.eager = eager;
            atc.watching(token).watchDeployments(request, this);
        }

        boolean isCurrent() {
            return responses.stream().anyMatch(WatchDeploymentsResponse::getCurrent);
        }

        List<String> changed() {
            return responses.stream()
                    .flatMap(response -> response.getChangedList().stream())
                    .map(Deployment::getId)
                    .distinct()
                    .toList();
        }

        List<String> deleted() {
            return responses.stream()
                    .flatMap(response -> response.getDeletedIdsList().stream())
                    .toList();
        }

        Deployment last(String id) {
            return responses.stream()
                    .flatMap(response -> response.getChangedList().stream())
                    .filter(deployment -> deployment.getId().equals(id))
                    .reduce((_, next) -> next)
                    .orElse(Deployment.getDefaultInstance());
        }

        void request(int count) {
            call.get().request(count);
        }

        void cancel() {
            call.get().cancel("test", null);
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchDeploymentsRequest> stream) {
            call.set(stream);
            if (!eager) {
                stream.disableAutoRequestWithInitial(0);
            }
        }

        @Override
        public void onNext(WatchDeploymentsResponse response) {
            responses.add(response);
        }

        @Override
        public void onError(Throwable failure) {
            error.set((StatusRuntimeException) failure);
        }

        @Override
        public void onCompleted() {}
    }
}
