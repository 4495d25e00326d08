package dev.mcm.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.service.RunningService;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AutoscalerIT {
    private static final String D1 = "d-0000000001";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private AutoscalerStack stack;

    @BeforeEach
    void open() {
        stack = new AutoscalerStack();
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private void awaitDesired(int desired) throws InterruptedException {
        Waiting.until("desired " + desired, PATIENCE, () -> stack.desired(D1) == desired);
    }

    @Test
    void scaleFollowsTheTrafficOfAllPlanesUpAndDownToZero() throws Exception {
        stack.plane("east");
        stack.plane("west");
        stack.deployment(D1, 9, Duration.ofSeconds(1));
        stack.start(Map.of());
        awaitDesired(1);
        stack.traffic("east", Map.of(D1, 2.0));
        stack.traffic("west", Map.of(D1, 1.5));
        awaitDesired(4);
        stack.traffic("east", Map.of(D1, 0.0));
        stack.traffic("west", Map.of(D1, 0.0));
        awaitDesired(0);
        assertThat(stack.query("SELECT reason FROM scale_targets")).isEqualTo("SCALED_TO_ZERO");
        stack.traffic("west", Map.of(D1, 0.1));
        awaitDesired(1);
    }

    @Test
    void modelThatLoadsForLongerThanTheDelayStaysUntilItsPodIsReady() throws Exception {
        stack.plane("east");
        stack.deployment(D1, 9, Duration.ofSeconds(1));
        stack.readyAtTheGateways(0);
        stack.observed(D1, "east", 1, 0);
        stack.traffic("east", Map.of(D1, 0.0));
        stack.start(Map.of("REASON_INTERVAL", "0s"));
        awaitDesired(1);
        Waiting.pause(Duration.ofSeconds(15));
        assertThat(stack.query("SELECT desired || ' ' || reason FROM scale_targets"))
                .isEqualTo("1 STARTING");
        stack.observed(D1, "east", 1, 1);
        awaitDesired(0);
        assertThat(stack.query("SELECT reason FROM scale_targets")).isEqualTo("SCALED_TO_ZERO");
    }

    @Test
    void planeThatAppearsLaterIsRead() throws Exception {
        stack.deployment(D1, 9, Duration.ofSeconds(600));
        stack.start(Map.of());
        awaitDesired(1);
        stack.plane("late");
        stack.traffic("late", Map.of(D1, 3.0));
        awaitDesired(3);
    }

    @Test
    void silentPlaneIsHeldForAndLostPlaneCountsAgainWhenItReports() throws Exception {
        stack.plane("east");
        stack.plane("west");
        stack.deployment(D1, 9, Duration.ofSeconds(1));
        stack.placed(D1, "east", 2);
        stack.placed(D1, "west", 2);
        stack.start(Map.of());
        stack.traffic("east", Map.of(D1, 2.0));
        stack.traffic("west", Map.of(D1, 2.0));
        awaitDesired(4);
        stack.silence("west");
        Waiting.pause(Duration.ofSeconds(20));
        assertThat(stack.desired(D1)).isEqualTo(4);
        stack.execute(
                "UPDATE plane_states SET state = 'LOST', since = now() WHERE plane_id = 'west'");
        awaitDesired(2);
        stack.traffic("west", Map.of(D1, 2.0));
        awaitDesired(4);
    }

    @Test
    void restartMovesNothingAndGoesOn() throws Exception {
        stack.plane("east");
        stack.deployment(D1, 9, Duration.ofSeconds(25));
        stack.placed(D1, "east", 5);
        RunningService first = stack.start(Map.of());
        stack.traffic("east", Map.of(D1, 5.0));
        awaitDesired(5);
        Waiting.pause(Duration.ofSeconds(12));
        stack.traffic("east", Map.of(D1, 1.0));
        Waiting.pause(Duration.ofSeconds(8));
        first.stop();
        String before = stack.query("SELECT desired || '/' || revision FROM scale_targets");
        stack.start(Map.of("REASON_INTERVAL", "1h"));
        Waiting.until(
                "the lease",
                PATIENCE,
                () ->
                        stack.query("SELECT epoch FROM leases WHERE role = 'autoscaler'")
                                .equals("2"));
        Waiting.pause(Duration.ofSeconds(5));
        assertThat(stack.query("SELECT desired || '/' || revision FROM scale_targets"))
                .isEqualTo(before);
        Waiting.until("a lower scale", PATIENCE, () -> stack.desired(D1) < 5);
    }

    @Test
    void inactiveDeploymentIsZeroAndAnIdleSystemWritesNothing() throws Exception {
        stack.plane("east");
        stack.deployment(D1, 9, Duration.ofSeconds(1));
        stack.traffic("east", Map.of(D1, 0.0));
        stack.start(Map.of("REASON_INTERVAL", "0s"));
        awaitDesired(0);
        Waiting.pause(Duration.ofSeconds(3));
        String before =
                stack.query("SELECT xmin FROM scale_targets")
                        + stack.query("SELECT xmin FROM autoscaler_states");
        Waiting.pause(Duration.ofSeconds(3));
        assertThat(
                        stack.query("SELECT xmin FROM scale_targets")
                                + stack.query("SELECT xmin FROM autoscaler_states"))
                .isEqualTo(before);
        stack.execute("UPDATE deployments SET lifecycle = 'INACTIVE'");
        Waiting.until(
                "INACTIVE",
                PATIENCE,
                () -> stack.query("SELECT reason FROM scale_targets").equals("INACTIVE"));
    }
}
