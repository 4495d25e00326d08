package dev.mcm.atc.core.status;

import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEPLOYING;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEPLOY_FAILED;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_INACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_LOADING_MODEL;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_SCALED_TO_ZERO;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_UNHEALTHY;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_UPDATING;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_WAKING_UP;

import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.state.deployment.FailingStart;
import dev.mcm.state.placement.PlacementOutcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The status of a deployment. Builds are not MCM's yet, so the three build statuses and FAILED are
/// never decided here.
///
/// DEPLOY_FAILED is what a waiting client takes for the end: it is said only of a version of which
/// no replica was ever ready, and only of trouble that waiting does not cure ([StartTrouble]) or
/// that has lasted ([FailingStart]). Before that the trouble stands in the message.
public final class DeploymentStatusPolicy {
    private DeploymentStatusPolicy() {}

    public static DeploymentStatusDecision decide(StatusFacts facts, Instant now) {
        return switch (facts.lifecycle()) {
            case DELETING -> decision(DEPLOYMENT_STATUS_DEACTIVATING, left(facts, "being deleted"));
            case INACTIVE -> inactive(facts);
            case ACTIVE -> withAge(active(facts, now), facts);
        };
    }

    private static DeploymentStatusDecision inactive(StatusFacts facts) {
        boolean something = facts.pods() > 0 || facts.placed() > 0;
        return something
                ? decision(DEPLOYMENT_STATUS_DEACTIVATING, left(facts, "being switched off"))
                : decision(DEPLOYMENT_STATUS_INACTIVE, "switched off");
    }

    /// Silence is not death, so it changes no status; but nothing is told as if it were heard.
    private static DeploymentStatusDecision withAge(
            DeploymentStatusDecision decision, StatusFacts facts) {
        String unheard = PlaneWaits.unheard(facts);
        if (unheard.isEmpty()) {
            return decision;
        }
        return decision(
                decision.status(),
                decision.message().isEmpty() ? unheard : decision.message() + "; " + unheard);
    }

    private static DeploymentStatusDecision active(StatusFacts facts, Instant now) {
        String failure = failure(facts, now).orElse(null);
        if (facts.ready() > 0) {
            return serving(facts, failure);
        }
        if (facts.desired() == null) {
            return decision(
                    DEPLOYMENT_STATUS_DEPLOYING, "waiting for the Autoscaler's first decision");
        }
        return facts.wanted() == 0 ? atZero(facts, failure) : starting(facts, failure);
    }

    /// Why waiting for the current version makes no sense any more.
    private static Optional<String> failure(StatusFacts facts, Instant now) {
        return StartTrouble.of(facts, now)
                .filter(StartTrouble::isFinal)
                .map(StartTrouble::sentence)
                .or(() -> facts.failing().filter(FailingStart::lasting).map(FailingStart::trouble));
    }

    /// None is wanted. A deployment that has never worked is not at rest: it has not arrived.
    private static DeploymentStatusDecision atZero(StatusFacts facts, @Nullable String failure) {
        if (facts.everReady()) {
            return decision(
                    DEPLOYMENT_STATUS_SCALED_TO_ZERO,
                    "no traffic: the next request wakes it"
                            + (failure == null ? "" : "; the last start failed: " + failure));
        }
        return failure == null
                ? decision(
                        DEPLOYMENT_STATUS_DEPLOYING,
                        "no replica was ready yet and none is wanted now: the next request starts"
                                + " one")
                : decision(DEPLOYMENT_STATUS_DEPLOY_FAILED, failure);
    }

    /// Some are wanted and none is ready.
    private static DeploymentStatusDecision starting(StatusFacts facts, @Nullable String failure) {
        if (failure != null && !facts.currentWasReady()) {
            return decision(DEPLOYMENT_STATUS_DEPLOY_FAILED, failure);
        }
        if (facts.everReady()) {
            boolean waking = facts.milestones().fromZero() && failure == null;
            return waking
                    ? decision(DEPLOYMENT_STATUS_WAKING_UP, progress(facts))
                    : decision(
                            DEPLOYMENT_STATUS_UNHEALTHY,
                            "no replica is ready: "
                                    + (failure == null ? progress(facts) : failure));
        }
        return decision(
                facts.bound() > 0 ? DEPLOYMENT_STATUS_LOADING_MODEL : DEPLOYMENT_STATUS_DEPLOYING,
                progress(facts));
    }

    private static DeploymentStatusDecision serving(StatusFacts facts, @Nullable String failure) {
        if (facts.readyCurrent() == 0 && failure != null) {
            return decision(
                    DEPLOYMENT_STATUS_DEPLOY_FAILED,
                    "version "
                            + facts.specVersion()
                            + " does not start: "
                            + failure
                            + "; "
                            + facts.ready()
                            + " ready replicas of another revision go on serving");
        }
        if (facts.readyCurrent() < facts.ready()) {
            return decision(
                    DEPLOYMENT_STATUS_UPDATING,
                    facts.readyCurrent()
                            + " of "
                            + facts.ready()
                            + " ready replicas run the current revision (version "
                            + facts.specVersion()
                            + "), "
                            + facts.toGo()
                            + " are to go"
                            + HandOverText.waitsFor(facts)
                            + trouble(facts));
        }
        if (HandOverText.isHandingOver(facts) || isMoving(facts)) {
            return decision(
                    DEPLOYMENT_STATUS_UPDATING,
                    "replicas move between planes: "
                            + progress(facts)
                            + HandOverText.waitsFor(facts));
        }
        boolean whole =
                facts.pending() == 0
                        && facts.outcome().misplaced() == 0
                        && facts.ready() >= facts.placed();
        return decision(DEPLOYMENT_STATUS_ACTIVE, whole ? "" : progress(facts));
    }

    /// Replicas still run where none is placed any more, and those placed elsewhere are not all
    /// ready; or they stay where they wait, fail or are forbidden, until others are ready.
    private static boolean isMoving(StatusFacts facts) {
        boolean more = facts.desired() != null && facts.desired() < facts.placed();
        if (facts.outcome().is(PlacementOutcome.REPLACING)
                || (more && facts.outcome().is(PlacementOutcome.MISPLACED))) {
            return true;
        }
        int leftover = 0;
        int readyInPlace = 0;
        for (CellFacts plane : facts.planes()) {
            if (plane.placed() == 0) {
                leftover += plane.observed().pods();
            } else {
                readyInPlace += Math.min(plane.placed(), plane.observed().ready());
            }
        }
        return leftover > 0 && readyInPlace < facts.placed();
    }

    private static String progress(StatusFacts facts) {
        StringBuilder text = new StringBuilder();
        text.append(facts.ready())
                .append(" of ")
                .append(facts.placed())
                .append(" placed replicas ready");
        if (facts.pending() > 0) {
            text.append(", ")
                    .append(facts.pending())
                    .append(" pending (")
                    .append(facts.outcome().reason())
                    .append(')');
        }
        if (facts.outcome().misplaced() > 0) {
            text.append(", ")
                    .append(facts.outcome().misplaced())
                    .append(" replicas stay where they are no longer allowed: no other place fits");
        }
        if (facts.outcome().is(PlacementOutcome.FAILS_EVERYWHERE)) {
            text.append(", fails wherever it was tried");
        }
        return text.append(trouble(facts)).toString();
    }

    /// What a pod or a push complains of, to be put behind a sentence.
    private static String trouble(StatusFacts facts) {
        return StartTrouble.complaint(facts).map(complaint -> "; " + complaint).orElse("");
    }

    private static String left(StatusFacts facts, String what) {
        String left = PlaneWaits.left(facts);
        return left.isEmpty() ? what : what + ": waits for " + left;
    }

    private static DeploymentStatusDecision decision(DeploymentStatus status, String message) {
        return new DeploymentStatusDecision(status, message);
    }
}
