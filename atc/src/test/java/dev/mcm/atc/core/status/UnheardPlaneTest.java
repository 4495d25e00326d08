package dev.mcm.atc.core.status;

import static dev.mcm.atc.core.status.FactsScene.NOW;
import static dev.mcm.atc.core.status.FactsScene.VERSION;
import static dev.mcm.atc.core.status.FactsScene.facts;
import static dev.mcm.atc.core.status.FactsScene.pods;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_ACTIVE;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_DEACTIVATING;
import static dev.mcm.atc.v1.DeploymentStatus.DEPLOYMENT_STATUS_UNHEALTHY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.status.CellFacts.LastPush;
import dev.mcm.atc.core.status.CellFacts.Observed;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.plane.PlaneState;
import org.junit.jupiter.api.Test;

/// What a status says of planes that are not heard, and of those that an end waits for.
final class UnheardPlaneTest {
    @Test
    void anActiveDeploymentSaysWhichReadyReplicasAreOnlyTheLastWordOfAPlane() {
        DeploymentStatusDecision decision =
                decide(
                        facts().ready(VERSION)
                                .plane(2, pods(2, 2, 2))
                                .silent(PlaneState.UNKNOWN, 3, pods(3, 3, 3)));
        assertThat(decision.status()).isEqualTo(DEPLOYMENT_STATUS_ACTIVE);
        assertThat(decision.message())
                .isEqualTo(
                        "plane p1 is UNKNOWN since 2026-01-01T11:55:00Z: 3 of the ready replicas"
                                + " are what it said last");
    }

    @Test
    void whatIsPlacedOnALostPlaneIsSaidNotToCount() {
        DeploymentStatusDecision decision =
                decide(facts().ready(VERSION).silent(PlaneState.LOST, 3, Observed.NOTHING));
        assertThat(decision.status()).isEqualTo(DEPLOYMENT_STATUS_UNHEALTHY);
        assertThat(decision.message())
                .startsWith("no replica is ready: 0 of 3 placed replicas ready")
                .endsWith(
                        "; plane p0 is LOST since 2026-01-01T11:55:00Z: 3 replicas placed there are"
                                + " not counted as ready");
    }

    @Test
    void planesWithoutReplicasOfItAreNobodysBusiness() {
        assertThat(
                        decide(
                                        facts().ready(VERSION)
                                                .plane(1, pods(1, 1, 1))
                                                .silent(PlaneState.UNKNOWN, 0, Observed.NOTHING))
                                .message())
                .isEmpty();
    }

    @Test
    void aDeletionNamesThePlanesThatItWaitsFor() {
        DeploymentStatusDecision decision =
                decide(
                        facts().lifecycle(DeploymentLifecycle.DELETING)
                                .silent(PlaneState.UNKNOWN, 0, pods(3, 3, 3))
                                .leaving(2, LastPush.NONE)
                                .leaving(0, new LastPush(7, "connection refused", 4, true))
                                .leaving(0, new LastPush(7, "", 0, true))
                                .leaving(0, new LastPush(9, "", 0, false))
                                .silent(PlaneState.LOST, 0, Observed.NOTHING));
        assertThat(decision.status()).isEqualTo(DEPLOYMENT_STATUS_DEACTIVATING);
        assertThat(decision.message())
                .isEqualTo(
                        "being deleted: waits for plane p0 (UNKNOWN since 2026-01-01T11:55:00Z, 3"
                                + " pods left), plane p1 (2 pods left), plane p2 (cannot be"
                                + " applied: connection refused), plane p3 (not applied yet)");
    }

    @Test
    void aDeactivationThatWaitsNamesThePlaneToo() {
        assertThat(
                        decide(
                                        facts().lifecycle(DeploymentLifecycle.INACTIVE)
                                                .silent(PlaneState.UNKNOWN, 2, pods(2, 2, 2)))
                                .message())
                .isEqualTo(
                        "being switched off: waits for plane p0 (UNKNOWN since"
                                + " 2026-01-01T11:55:00Z, 2 replicas placed, 2 pods left)");
    }

    private static DeploymentStatusDecision decide(FactsScene scene) {
        return DeploymentStatusPolicy.decide(scene.build(), NOW);
    }
}
