package dev.mcm.atc.core.status;

import static dev.mcm.atc.core.status.FactsScene.NOW;
import static dev.mcm.atc.core.status.FactsScene.VERSION;
import static dev.mcm.atc.core.status.FactsScene.bad;
import static dev.mcm.atc.core.status.FactsScene.facts;
import static dev.mcm.atc.core.status.FactsScene.pods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.status.CellFacts.Observed;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.FailingStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Patience of three minutes; times are seconds after the first look.
final class FailingStartPolicyTest {
    private static final FailingStartPolicy POLICY = new FailingStartPolicy(Duration.ofMinutes(3));
    private @Nullable FailingStart known;

    private Optional<FailingStart> look(int seconds, FactsScene scene) {
        Optional<FailingStart> next = POLICY.next(scene.failing(known).build(), at(seconds));
        known = next.orElse(null);
        return next;
    }

    private static Instant at(int seconds) {
        return NOW.plusSeconds(seconds);
    }

    private static FactsScene broken() {
        return facts().desired(1).plane(1, bad("ErrImagePull"));
    }

    private static FactsScene loading() {
        return facts().desired(1).plane(1, pods(1, 1, 0));
    }

    @Test
    void hiccupOfTheRegistryIsNoFailureAndIsForgotten() {
        assertThat(look(0, broken()).orElseThrow().lasting()).isFalse();
        assertThat(look(20, loading()).orElseThrow().calmSince()).isEqualTo(at(20));
        assertThat(look(199, loading()).orElseThrow().lasting()).isFalse();
        assertThat(look(200, loading())).isEmpty();
    }

    @Test
    void brokenImageIsAFailureWhenItHasLasted() {
        look(0, broken());
        look(60, facts().desired(1).plane(1, bad("ImagePullBackOff")));
        assertThat(look(179, broken()).orElseThrow().lasting()).isFalse();

        FailingStart failing = look(180, broken()).orElseThrow();

        assertThat(failing)
                .isEqualTo(
                        new FailingStart(
                                VERSION, at(0), null, true, "plane p0: ErrImagePull: no such"));
    }

    @Test
    void containerThatCrashesFromTimeToTimeFailsAllTheSame() {
        look(0, facts().desired(1).plane(1, bad("CrashLoopBackOff")));
        look(10, loading());
        look(70, facts().desired(1).plane(1, bad("CrashLoopBackOff")));
        look(90, loading());
        FailingStart failing =
                look(185, facts().desired(1).plane(1, bad("CrashLoopBackOff"))).orElseThrow();
        assertThat(failing.since()).isEqualTo(at(0));
        assertThat(failing.lasting()).isTrue();
        assertThat(look(200, loading()).orElseThrow().lasting()).isTrue();
    }

    @Test
    void secondHiccupLongAfterTheFirstBeginsAnew() {
        look(0, broken());
        look(20, loading());

        FailingStart second = look(400, broken()).orElseThrow();

        assertThat(second.since()).isEqualTo(at(400));
        assertThat(second.lasting()).isFalse();
    }

    @Test
    void readyReplicaEndsIt() {
        look(0, broken());
        look(180, broken());
        assertThat(look(190, facts().desired(1).plane(1, pods(1, 1, 1)))).isEmpty();
    }

    @Test
    void readyReplicaOfTheVersionBeforeDoesNot() {
        look(
                0,
                facts().ready(2)
                        .desired(2)
                        .before("p0", 2, pods(2, 2, 2))
                        .plane(1, bad("ErrImagePull")));
        FailingStart failing =
                look(
                                180,
                                facts().ready(2)
                                        .desired(2)
                                        .before("p0", 2, pods(2, 2, 2))
                                        .plane(1, bad("ErrImagePull")))
                        .orElseThrow();
        assertThat(failing.lasting()).isTrue();
    }

    @Test
    void whatPodsOfTheVersionBeforeSaySaysNothingAboutThisOne() {
        assertThat(look(0, facts().desired(1).before(1, bad("ErrImagePull")))).isEmpty();
        known = new FailingStart(VERSION - 1, at(0), null, true, "of the version before");
        assertThat(look(1, loading())).isEmpty();
        assertThat(look(2, facts().desired(1).before(1, pods(1, 1, 1)))).isEmpty();
    }

    @Test
    void onePlaneThatFailsIsNoFailureWhileAnotherLoads() {
        FactsScene scene = loading().plane(1, bad("ErrImagePull"));
        assertThat(look(0, scene)).isEmpty();
        FactsScene waits = broken().plane(1, new Observed(1, 0, 0, "Unschedulable", ""));
        assertThat(look(1, waits)).isPresent();
    }

    @Test
    void missingGpuModelMayComeBackAndARuleDoesNot() {
        FailingStart nodes =
                look(0, facts().desired(1).pending(1, "GPU_TYPE_ABSENT")).orElseThrow();
        assertThat(nodes.lasting()).isFalse();
        known = null;
        FailingStart rule =
                look(0, facts().desired(1).pending(1, "REGION_NOT_ALLOWED")).orElseThrow();
        assertThat(rule.lasting()).isTrue();
        known = null;
        assertThat(look(0, facts().desired(1).pending(1, "NO_CAPACITY"))).isEmpty();
        assertThat(look(0, facts().desired(1).pending(1, "NODES_CLOSED"))).isEmpty();
    }

    @Test
    void whatWasSeenIsKeptWhileNoneIsWantedAndEndsWhenOneLoadsAgain() {
        look(0, broken());
        look(180, broken());
        assertThat(look(200, facts().desired(0)).orElseThrow().lasting()).isTrue();
        assertThat(look(900, facts().desired(0)).orElseThrow().trouble()).contains("no such");
        assertThat(look(901, loading())).isEmpty();
    }

    @Test
    void changeByTheCallerBeginsTheWaitAnew() {
        look(0, broken());
        look(180, broken());
        FailingStart failing = look(200, broken().updatedAt(at(190))).orElseThrow();
        assertThat(failing.since()).isEqualTo(at(200));
        assertThat(failing.lasting()).isFalse();
    }

    @Test
    void deploymentThatIsSwitchedOffDoesNotFail() {
        known = new FailingStart(VERSION, at(0), null, true, "t");
        assertThat(look(1, broken().lifecycle(DeploymentLifecycle.INACTIVE))).isEmpty();
    }
}
