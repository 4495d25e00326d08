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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The status of a deployment. Builds are not MCM's yet, so the three build statuses and FAILED are
/// never decided here.
public final class DeploymentStatusPolicy {
    /// A replica has this long to become ready after the caller's last change.
    static final Duration READY_DEADLINE = Duration.ofMinutes(30);

    private DeploymentStatusPolicy() {}

    public static DeploymentStatusDecision decide(StatusFacts facts, Instant now) {
        return switch (facts.lifecycle()) {
            case DELETING -> decision(DEPLOYMENT_STATUS_DEACTIVATING, left(facts, "being deleted"));
            case INACTIVE -> inactive(facts);
            case ACTIVE -> active(facts, now);
        };
    }

    private static DeploymentStatusDecision inactive(StatusFacts facts) {
        boolean something = facts.pods() > 0 || facts.placed() > 0;
        return something
                ? decision(DEPLOYMENT_STATUS_DEACTIVATING, left(facts, "being switched off"))
                : decision(DEPLOYMENT_STATUS_INACTIVE, "switched off");
    }

    private static DeploymentStatusDecision active(StatusFacts facts, Instant now) {
        if (facts.ready() > 0) {
            return serving(facts);
        }
        if (facts.desired().isEmpty()) {
            return decision(
                    DEPLOYMENT_STATUS_DEPLOYING, "waiting for the Autoscaler's first decision");
        }
        if (facts.desired().getAsInt() == 0) {
            return decision(
                    DEPLOYMENT_STATUS_SCALED_TO_ZERO, "no traffic: the next request wakes it");
        }
        Optional<String> trouble = StartTrouble.of(facts);
        if (facts.fromZero()) {
            return decision(DEPLOYMENT_STATUS_WAKING_UP, trouble.orElseGet(() -> progress(facts)));
        }
        if (facts.readyVersion() > 0) {
            return decision(
                    DEPLOYMENT_STATUS_UNHEALTHY,
                    "no replica is ready: " + trouble.orElseGet(() -> progress(facts)));
        }
        return starting(facts, trouble, now);
    }

    private static DeploymentStatusDecision starting(
            StatusFacts facts, Optional<String> trouble, Instant now) {
        if (trouble.isPresent()) {
            return decision(DEPLOYMENT_STATUS_DEPLOY_FAILED, trouble.get());
        }
        Duration waited = Duration.between(facts.updatedAt(), now);
        if (facts.bound() > 0 && waited.compareTo(READY_DEADLINE) > 0) {
            return decision(
                    DEPLOYMENT_STATUS_DEPLOY_FAILED,
                    "no replica became ready in "
                            + READY_DEADLINE.toMinutes()
                            + " minutes: "
                            + progress(facts));
        }
        return decision(
                facts.bound() > 0 ? DEPLOYMENT_STATUS_LOADING_MODEL : DEPLOYMENT_STATUS_DEPLOYING,
                progress(facts));
    }

    private static DeploymentStatusDecision serving(StatusFacts facts) {
        if (facts.readyCurrent() < facts.ready()) {
            return decision(
                    DEPLOYMENT_STATUS_UPDATING,
                    facts.readyCurrent()
                            + " of "
                            + facts.ready()
                            + " ready replicas run version "
                            + facts.version());
        }
        if (isMoving(facts)) {
            return decision(
                    DEPLOYMENT_STATUS_UPDATING, "replicas move between planes: " + progress(facts));
        }
        boolean whole = facts.pending() == 0 && facts.ready() >= facts.placed();
        return decision(DEPLOYMENT_STATUS_ACTIVE, whole ? "" : progress(facts));
    }

    /// Replicas still run where none is placed any more, and those placed elsewhere are not all
    /// ready.
    private static boolean isMoving(StatusFacts facts) {
        int leftover = 0;
        int readyInPlace = 0;
        for (PlaneFacts plane : facts.planes()) {
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
                    .append(facts.pendingReason())
                    .append(')');
        }
        StartTrouble.worstPod(facts).ifPresent(pod -> text.append("; ").append(pod));
        return text.toString();
    }

    private static String left(StatusFacts facts, String what) {
        return what + (facts.pods() > 0 ? ": " + facts.pods() + " pods left" : "");
    }

    private static DeploymentStatusDecision decision(DeploymentStatus status, String message) {
        return new DeploymentStatusDecision(status, message);
    }
}
