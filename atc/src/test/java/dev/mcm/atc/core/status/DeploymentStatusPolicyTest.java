package dev.mcm.atc.core.status;

import static dev.mcm.atc.v1.DeploymentStatus.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.status.PlaneFacts.Observed;
import dev.mcm.atc.core.status.PlaneFacts.Push;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.state.deployment.Lifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentStatusPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final int VERSION = 3;

    static Stream<Arguments> cases() {
        return Stream.of(
                is(
                        DEPLOYMENT_STATUS_DEACTIVATING,
                        "being deleted",
                        facts().lifecycle(Lifecycle.DELETING)),
                is(
                        DEPLOYMENT_STATUS_DEACTIVATING,
                        "4 pods left",
                        facts().lifecycle(Lifecycle.DELETING).plane(0, pods(4, 4, 4))),
                is(
                        DEPLOYMENT_STATUS_DEACTIVATING,
                        "switched off",
                        facts().lifecycle(Lifecycle.INACTIVE).plane(1, pods(1, 1, 1))),
                is(
                        DEPLOYMENT_STATUS_INACTIVE,
                        "switched off",
                        facts().lifecycle(Lifecycle.INACTIVE)),
                is(DEPLOYMENT_STATUS_DEPLOYING, "first decision", facts().undecided()),
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "2 pending (NO_CAPACITY)",
                        facts().desired(2).pending(2, "NO_CAPACITY")),
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "0 of 2",
                        facts().desired(2).plane(2, Observed.NOTHING)),
                is(DEPLOYMENT_STATUS_DEPLOYING, "", facts().desired(2).plane(2, pods(2, 0, 0))),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "GPU_TYPE_ABSENT",
                        facts().desired(2).pending(2, "GPU_TYPE_ABSENT")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "ImagePullBackOff: no such",
                        facts().desired(1).plane(1, bad("ImagePullBackOff"))),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "CrashLoopBackOff",
                        facts().desired(1).plane(1, bad("CrashLoopBackOff"))),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "admission denied",
                        facts().desired(1).failingPush(5)),
                is(DEPLOYMENT_STATUS_DEPLOYING, "", facts().desired(1).failingPush(4)),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "30 minutes",
                        facts().age(31).desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "0 of 1",
                        facts().age(29).desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "OOMKilled",
                        facts().desired(1).plane(1, bad("OOMKilled"))),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "",
                        facts().ready(VERSION).desired(2).plane(2, pods(2, 2, 2))),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "1 of 2",
                        facts().ready(VERSION).desired(2).plane(2, pods(2, 2, 1))),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "1 pending",
                        facts().ready(VERSION)
                                .desired(2)
                                .plane(1, pods(1, 1, 1))
                                .pending(1, "NO_CAPACITY")),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "",
                        facts().ready(VERSION)
                                .desired(1)
                                .plane(1, pods(1, 1, 1))
                                .plane(0, pods(1, 1, 1))),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "move",
                        facts().ready(VERSION)
                                .desired(1)
                                .plane(1, pods(1, 1, 0))
                                .plane(0, pods(1, 1, 1))),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "0 of 2",
                        facts().ready(2).desired(2).plane(2, old(2, 2, 2))),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "1 of 3",
                        facts().ready(3)
                                .desired(2)
                                .plane(2, new Observed(3, 3, 3, VERSION, 1, "", ""))),
                is(
                        DEPLOYMENT_STATUS_UNHEALTHY,
                        "no replica is ready",
                        facts().ready(VERSION).desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_UNHEALTHY,
                        "CrashLoopBackOff",
                        facts().ready(1).desired(1).plane(1, bad("CrashLoopBackOff"))),
                is(
                        DEPLOYMENT_STATUS_SCALED_TO_ZERO,
                        "wakes",
                        facts().ready(VERSION).fromZero().desired(0)),
                is(
                        DEPLOYMENT_STATUS_SCALED_TO_ZERO,
                        "wakes",
                        facts().desired(0).plane(0, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_WAKING_UP,
                        "0 of 1",
                        facts().ready(VERSION).fromZero().desired(1).plane(1, Observed.NOTHING)),
                is(
                        DEPLOYMENT_STATUS_WAKING_UP,
                        "",
                        facts().fromZero().desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "",
                        facts().ready(VERSION).fromZero().desired(1).plane(1, pods(1, 1, 1))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theStatusFollowsFromTheFacts(
            DeploymentStatus expected, String message, StatusFacts facts) {
        DeploymentStatusDecision decision = DeploymentStatusPolicy.decide(facts, NOW);

        assertThat(decision.status()).isEqualTo(expected);
        assertThat(decision.message()).contains(message);
    }

    private static Arguments is(DeploymentStatus status, String message, Builder facts) {
        return Arguments.of(status, message, facts.build());
    }

    private static Observed pods(int pods, int bound, int ready) {
        return new Observed(pods, bound, ready, VERSION, ready, "", "");
    }

    private static Observed old(int pods, int bound, int ready) {
        return new Observed(pods, bound, ready, VERSION - 1, ready, "", "");
    }

    private static Observed bad(String reason) {
        return new Observed(1, 1, 0, VERSION, 0, reason, "no such");
    }

    private static Builder facts() {
        return new Builder();
    }

    private static final class Builder {
        private Lifecycle lifecycle = Lifecycle.ACTIVE;
        private long readyVersion;
        private boolean fromZero;
        private OptionalInt desired = OptionalInt.of(1);
        private int pending;
        private String pendingReason = "";
        private Instant updatedAt = NOW.minusSeconds(60);
        private List<PlaneFacts> planes = List.of();

        Builder lifecycle(Lifecycle value) {
            lifecycle = value;
            return this;
        }

        Builder ready(long version) {
            readyVersion = version;
            return this;
        }

        Builder fromZero() {
            fromZero = true;
            return this;
        }

        Builder desired(int value) {
            desired = OptionalInt.of(value);
            return this;
        }

        Builder undecided() {
            desired = OptionalInt.empty();
            return this;
        }

        Builder pending(int value, String reason) {
            pending = value;
            pendingReason = reason;
            return this;
        }

        Builder age(int minutes) {
            updatedAt = NOW.minus(Duration.ofMinutes(minutes));
            return this;
        }

        Builder plane(int placed, Observed observed) {
            return add(
                    new PlaneFacts(
                            "p" + planes.size(), "a10", placed, VERSION, observed, Push.NONE));
        }

        Builder failingPush(int attempts) {
            return add(
                    new PlaneFacts(
                            "p",
                            "a10",
                            1,
                            VERSION,
                            Observed.NOTHING,
                            new Push(0, "admission denied", attempts)));
        }

        private Builder add(PlaneFacts plane) {
            planes = Stream.concat(planes.stream(), Stream.of(plane)).toList();
            return this;
        }

        StatusFacts build() {
            return new StatusFacts(
                    lifecycle,
                    VERSION,
                    updatedAt,
                    readyVersion,
                    fromZero,
                    desired,
                    pending,
                    pendingReason,
                    planes);
        }
    }
}
