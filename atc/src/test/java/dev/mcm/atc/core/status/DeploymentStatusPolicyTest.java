package dev.mcm.atc.core.status;

import static dev.mcm.atc.core.status.FactsScene.NOW;
import static dev.mcm.atc.core.status.FactsScene.VERSION;
import static dev.mcm.atc.core.status.FactsScene.bad;
import static dev.mcm.atc.core.status.FactsScene.facts;
import static dev.mcm.atc.core.status.FactsScene.pods;
import static dev.mcm.atc.v1.DeploymentStatus.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.status.CellFacts.Observed;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.placement.PlacementOutcome;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DeploymentStatusPolicyTest {
    /// Trouble that may pass is told beside the status; only when it has lasted is it the status.
    static Stream<Arguments> troubles() {
        return Stream.of(
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "plane p0: ErrImagePull: no such",
                        facts().desired(1).plane(1, bad("ErrImagePull"))),
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "CrashLoopBackOff",
                        facts().desired(1).plane(1, bad("CrashLoopBackOff")).failing(false, "x")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "ErrImagePull: no such",
                        facts().desired(1)
                                .plane(1, bad("ErrImagePull"))
                                .failing(true, "plane p0: ErrImagePull: no such")),
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "0 of 1",
                        facts().desired(1)
                                .plane(1, pods(1, 1, 0))
                                .failing(VERSION - 1, true, "of the version before")),
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "2 pending (GPU_TYPE_ABSENT)",
                        facts().desired(2).pending(2, "GPU_TYPE_ABSENT")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "GPU_TYPE_ABSENT",
                        facts().desired(2)
                                .pending(2, "GPU_TYPE_ABSENT")
                                .failing(true, "no plane can run it: GPU_TYPE_ABSENT")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "no plane can run it: REGION_NOT_ALLOWED",
                        facts().desired(2).pending(2, "REGION_NOT_ALLOWED")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "no plane is registered",
                        facts().desired(2).pending(2, "NO_PLANES")),
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "2 pending (REASON_OF_ANOTHER_VERSION)",
                        facts().desired(2).pending(2, "REASON_OF_ANOTHER_VERSION")),
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "admission denied",
                        facts().desired(1).failingPush(5)),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "admission denied",
                        facts().desired(1)
                                .failingPush(5)
                                .failing(true, "cannot be applied to plane p: admission denied")));
    }

    static Stream<Arguments> updates() {
        return Stream.of(
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "0 of 2 ready replicas run the current revision (version 3), 2 are to go;"
                                + " plane p1: ErrImagePull: no such",
                        facts().ready(2)
                                .desired(2)
                                .before(2, pods(2, 2, 2))
                                .plane(1, bad("ErrImagePull"))),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "version 3 does not start: plane p0: ErrImagePull: no such;"
                                + " 2 ready replicas of another revision go on serving",
                        facts().ready(2)
                                .desired(2)
                                .plane(1, bad("ErrImagePull"))
                                .before("p0", 2, pods(2, 2, 2))
                                .failing(true, "plane p0: ErrImagePull: no such")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "no replica became ready in 30 minutes",
                        facts().age(31)
                                .ready(2)
                                .desired(2)
                                .before(2, pods(2, 2, 2))
                                .plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "Unschedulable",
                        facts().age(31)
                                .ready(2)
                                .desired(2)
                                .before(2, pods(2, 2, 2))
                                .plane(1, new Observed(1, 0, 0, "Unschedulable", ""))),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "1 of 3 ready replicas run the current revision (version 3), 2 are to go;"
                                + " plane p2: ErrImagePull",
                        facts().ready(VERSION)
                                .desired(3)
                                .plane(1, pods(1, 1, 1))
                                .before(2, pods(2, 2, 2))
                                .plane(1, bad("ErrImagePull"))
                                .failing(true, "what one plane had said before")),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "2 replicas stay where they are no longer allowed",
                        facts().ready(VERSION)
                                .desired(2)
                                .plane(2, pods(2, 2, 2))
                                .misplaced(2, "MISPLACED")));
    }

    static Stream<Arguments> handOvers() {
        return Stream.of(
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "1 of 2 ready replicas run the current revision (version 3), 1 are to go;"
                                + " no free GPU to surge, replacing one at a time",
                        half().handingOver(PlacementOutcome.HANDING_OVER_ONE_BY_ONE)),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "; no free room to surge, replacing one at a time",
                        half().cpuOnly().handingOver(PlacementOutcome.HANDING_OVER_ONE_BY_ONE)),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "1 are to go; waits for room: rollout.when_full is WAIT",
                        half().handingOver(PlacementOutcome.HANDOVER_WAITS)),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "version 3 does not start: the new revision was never ready anywhere:"
                                + " stopped: plane p1: OOMKilled: no such; 2 ready replicas of"
                                + " another revision go on serving",
                        facts().ready(2)
                                .desired(2)
                                .before(2, pods(2, 2, 2))
                                .plane(1, bad("OOMKilled"))
                                .handingOver(PlacementOutcome.HANDOVER_STALLED)),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "replicas move between planes: 2 of 3 placed replicas ready",
                        facts().ready(VERSION)
                                .desired(2)
                                .plane(2, pods(2, 2, 2))
                                .plane(1, pods(1, 0, 0))
                                .handingOver(PlacementOutcome.HANDING_OVER)),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "",
                        facts().ready(VERSION - 1).desired(2).plane(2, pods(2, 2, 2))));
    }

    /// One of two has been handed over.
    private static FactsScene half() {
        return facts().ready(2).desired(2).before(1, pods(1, 1, 1)).plane(1, pods(1, 1, 1));
    }

    static Stream<Arguments> atZero() {
        return Stream.of(
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "no replica was ready yet",
                        facts().desired(0).plane(0, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "ErrImagePull: no such",
                        facts().desired(0).failing(true, "plane p0: ErrImagePull: no such")),
                is(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "0 of 1",
                        facts().fromZero().desired(1).plane(1, Observed.NOTHING)),
                is(
                        DEPLOYMENT_STATUS_SCALED_TO_ZERO,
                        "the last start failed: plane p0: ErrImagePull: no such",
                        facts().ready(VERSION)
                                .fromZero()
                                .desired(0)
                                .failing(true, "plane p0: ErrImagePull: no such")),
                is(
                        DEPLOYMENT_STATUS_WAKING_UP,
                        "ErrImagePull: no such",
                        facts().ready(VERSION).fromZero().desired(1).plane(1, bad("ErrImagePull"))),
                is(
                        DEPLOYMENT_STATUS_UNHEALTHY,
                        "ErrImagePull: no such",
                        facts().ready(VERSION)
                                .fromZero()
                                .desired(1)
                                .plane(1, bad("ErrImagePull"))
                                .failing(true, "plane p0: ErrImagePull: no such")),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "ErrImagePull: no such",
                        facts().ready(VERSION - 1)
                                .fromZero()
                                .desired(1)
                                .plane(1, bad("ErrImagePull"))
                                .failing(true, "plane p0: ErrImagePull: no such")),
                is(
                        DEPLOYMENT_STATUS_UNHEALTHY,
                        "no replica became ready in 30 minutes",
                        facts().age(600)
                                .starting(31)
                                .ready(VERSION)
                                .fromZero()
                                .desired(1)
                                .plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_WAKING_UP,
                        "0 of 1",
                        facts().age(600)
                                .starting(29)
                                .ready(VERSION)
                                .fromZero()
                                .desired(1)
                                .plane(1, pods(1, 1, 0))));
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                is(
                        DEPLOYMENT_STATUS_DEACTIVATING,
                        "being deleted",
                        facts().lifecycle(DeploymentLifecycle.DELETING)),
                is(
                        DEPLOYMENT_STATUS_DEACTIVATING,
                        "4 pods left",
                        facts().lifecycle(DeploymentLifecycle.DELETING).plane(0, pods(4, 4, 4))),
                is(
                        DEPLOYMENT_STATUS_DEACTIVATING,
                        "switched off",
                        facts().lifecycle(DeploymentLifecycle.INACTIVE).plane(1, pods(1, 1, 1))),
                is(
                        DEPLOYMENT_STATUS_INACTIVE,
                        "switched off",
                        facts().lifecycle(DeploymentLifecycle.INACTIVE)),
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
                        "30 minutes",
                        facts().age(31).desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "0 of 1",
                        facts().age(29).desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_LOADING_MODEL,
                        "0 of 1",
                        facts().progressDeadline(Duration.ofHours(2))
                                .age(119)
                                .desired(1)
                                .plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_DEPLOY_FAILED,
                        "no replica became ready in 90 seconds",
                        facts().progressDeadline(Duration.ofSeconds(90))
                                .age(2)
                                .desired(1)
                                .plane(1, pods(1, 1, 0))),
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
                        facts().ready(2).desired(2).before(2, pods(2, 2, 2))),
                is(
                        DEPLOYMENT_STATUS_UPDATING,
                        "1 of 3",
                        facts().ready(3)
                                .desired(2)
                                .before("p0", 2, pods(2, 2, 2))
                                .plane(1, pods(1, 1, 1))),
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
                        facts().ready(1).desired(0).plane(0, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_WAKING_UP,
                        "0 of 1",
                        facts().ready(VERSION).fromZero().desired(1).plane(1, Observed.NOTHING)),
                is(
                        DEPLOYMENT_STATUS_WAKING_UP,
                        "",
                        facts().ready(1).fromZero().desired(1).plane(1, pods(1, 1, 0))),
                is(
                        DEPLOYMENT_STATUS_ACTIVE,
                        "",
                        facts().ready(VERSION).fromZero().desired(1).plane(1, pods(1, 1, 1))));
    }

    @ParameterizedTest
    @MethodSource({"cases", "troubles", "updates", "handOvers", "atZero"})
    void theStatusFollowsFromTheFacts(
            DeploymentStatus expected, String message, StatusFacts facts) {
        DeploymentStatusDecision decision = DeploymentStatusPolicy.decide(facts, NOW);

        assertThat(decision.status()).isEqualTo(expected);
        assertThat(decision.message()).contains(message);
    }

    private static Arguments is(DeploymentStatus status, String message, FactsScene facts) {
        return Arguments.of(status, message, facts.build());
    }
}
