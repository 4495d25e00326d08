package dev.mcm.atc.call;

import static dev.mcm.atc.call.CallScene.DEV;
import static dev.mcm.atc.call.CallScene.STRANGER;
import static dev.mcm.atc.call.CallScene.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.port.RowChange;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.scale.ScaleTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Watches on a clock that stands still: what is sent is sent because something changed.
final class WatchDeploymentsCallTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final CallScene scene = new CallScene();
    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final WatchHub hub = new WatchHub(scene.control.views(), time);
    private final WatchDeploymentsCall call = new WatchDeploymentsCall(hub);

    @AfterEach
    void stop() {
        hub.stop();
    }

    private FakeWatchClient watch(Caller caller, WatchDeploymentsRequest request) {
        FakeWatchClient client = new FakeWatchClient();
        call.run(caller, request, client);
        return client;
    }

    private FakeWatchClient watch(Caller caller) {
        return watch(caller, WatchDeploymentsRequest.getDefaultInstance());
    }

    private FakeWatchClient resumed(Caller caller, String token) {
        return watch(caller, WatchDeploymentsRequest.newBuilder().setResumeToken(token).build());
    }

    private static void await(String what, Waiting.Condition condition)
            throws InterruptedException {
        Waiting.until(what, LIMIT, condition);
    }

    private void changed(String id) {
        hub.onChange(new RowChange(Table.DEPLOYMENTS, List.of(id)));
    }

    private void desired(String id, int replicas) {
        DeploymentId row = new DeploymentId(id);
        scene.control.change(rows ->
                rows.scales.put(row, new ScaleTarget(row, replicas, "", "", 1, Instant.EPOCH)));
    }

    @Test
    void firstComesTheCurrentStateThenEveryChangeAndDeletion() throws Exception {
        String one = scene.create("one").getId();
        FakeWatchClient client = watch(DEV);
        await("the current state", client::isCurrent);
        assertThat(client.changed()).containsExactly("one");

        String two = scene.create("two").getId();
        changed(two);
        await("the new one", () -> client.changed().contains("two"));
        scene.control.change(rows -> rows.deployments.remove(new DeploymentId(one)));
        changed(one);

        await("the deletion", () -> client.deleted().contains(one));
        assertThat(client.changed()).containsExactly("one", "two");
    }

    @Test
    void anEventOfAChangeThatIsSentAlreadySendsNothing() throws Exception {
        String one = scene.create("one").getId();
        FakeWatchClient client = watch(DEV);
        await("the current state", client::isCurrent);

        changed(one);
        changed(scene.create("two").getId());

        await("the new one", () -> client.changed().contains("two"));
        assertThat(client.changed()).containsExactly("one", "two");
    }

    @Test
    void aSlowClientGetsTheLatestStateOnly() throws Exception {
        String one = scene.create("one").getId();
        FakeWatchClient slow = watch(DEV);
        await("the current state", slow::isCurrent);
        slow.slow(true);
        for (int replicas = 1; replicas <= 500; replicas++) {
            desired(one, replicas);
            changed(one);
        }
        int before = slow.responses.size();

        slow.slow(false);

        await(
                "the latest state",
                () ->
                        slow.responses.stream()
                                .flatMap(response -> response.getChangedList().stream())
                                .anyMatch(sent -> sent.getReplicas().getDesired() == 500));
        assertThat(slow.responses.size() - before).isLessThanOrEqualTo(2);
    }

    @Test
    void othersAreSentNothing() throws Exception {
        FakeWatchClient other = watch(STRANGER);
        await("the current state", other::isCurrent);
        String foreign = scene.create("one").getId();

        changed(foreign);
        scene.control.change(rows -> rows.deployments.remove(new DeploymentId(foreign)));
        changed(foreign);
        hub.onChange(new RowChange(Table.PLANE_STATES, List.of("p")));
        changed(others("own"));

        await("its own", () -> other.changed().contains("own"));
        assertThat(other.changed()).containsExactly("own");
        assertThat(other.deleted()).isEmpty();
    }

    /// A deployment of another organisation.
    private String others(String name) {
        CreateDeploymentRequest.Builder request =
                CallScene.valid(name).setModelId(CallScene.OTHERS_MODEL.value());
        request.getSpecBuilder().clearInstanceTypes().addInstanceTypes("cpu-1");
        return scene.creating().run(STRANGER, request.build()).getDeployment().getId();
    }

    @Test
    void aWatchGoesOnWhereItBrokeOff() throws Exception {
        scene.create("before");
        FakeWatchClient first = watch(DEV);
        await("the current state", first::isCurrent);
        first.cancel();
        await("the watch to be forgotten", () -> hub.size() == 0);
        changed(scene.create("missed").getId());

        FakeWatchClient again = resumed(DEV, first.token());

        await("what was missed", again::isCurrent);
        assertThat(again.changed()).containsExactly("missed");
    }

    @Test
    void aResumedWatchEndsWhenChangesMayHaveBeenSkipped() throws Exception {
        String one = scene.create("one").getId();
        changed(one);
        FakeWatchClient first = watch(DEV);
        await("the current state", first::isCurrent);
        String token = first.token();
        FakeWatchClient again = resumed(DEV, token);
        await("the current state", again::isCurrent);

        hub.onResync();

        await("the end", () -> again.failure() != null);
        assertThat(((McmException) again.failure()).code())
                .isEqualTo(ErrorCode.WATCH_TOKEN_EXPIRED);
        assertThat(first.failure()).isNull();
        assertThat(refusal(() -> resumed(DEV, token))).isEqualTo(ErrorCode.WATCH_TOKEN_EXPIRED);
        assertThat(refusal(() -> resumed(DEV, "garbage"))).isEqualTo(ErrorCode.WATCH_TOKEN_EXPIRED);
    }

    @Test
    void whatTimeAloneChangesIsSentWithinAMinuteHoweverBusyTheFleetIs() throws Exception {
        String quiet = scene.create("quiet").getId();
        String busy = scene.create("busy").getId();
        FakeWatchClient client = watch(DEV);
        await("the current state", client::isCurrent);
        desired(quiet, 4);

        for (int seconds = 0; seconds < 90; seconds += 10) {
            time.awaitWaiting(1);
            time.advance(Duration.ofSeconds(10));
            changed(busy);
        }

        await("its scale", () -> client.changed().stream().filter("quiet"::equals).count() == 2);
    }

    @Test
    void whatCannotBeReadNowIsSentLater() throws Exception {
        FakeWatchClient client = watch(DEV);
        await("the current state", client::isCurrent);
        AtomicBoolean down = new AtomicBoolean(true);
        scene.control.beforeRead(() -> {
            if (down.get()) {
                throw McmException.unavailable("gone", Duration.ofSeconds(1), null);
            }
        });
        changed("d-0000000001");
        time.awaitWaiting(1);
        down.set(false);
        String one = scene.create("one").getId();
        changed(one);

        await(
                "the change",
                () -> {
                    time.advance(Duration.ofSeconds(1));
                    return client.changed().contains("one");
                });
        assertThat(client.failure()).isNull();
    }

    @Test
    void aProcessThatStopsSendsItsClientsElsewhere() throws Exception {
        FakeWatchClient client = watch(DEV);
        await("the current state", client::isCurrent);

        hub.stop();

        await("the end", () -> client.failure() != null);
        assertThat(((McmException) client.failure()).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        await("the watch to be forgotten", () -> hub.size() == 0);
    }
}
