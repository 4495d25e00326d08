package dev.mcm.testkit.plane.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes the status of a deployment from its replica sets.
final class DeploymentStatus {

    private static final String PROGRESSING = "Progressing";
    private static final String EXCEEDED = "ProgressDeadlineExceeded";

    private DeploymentStatus() {}

    /// @param tree the deployment, owned by the caller; observed is the generation of the one in
    ///   `rollouts`
    static void write(ObjectNode tree, Rollouts rollouts, Instant now) {
        StoredObject deployment = rollouts.deployment();
        ObjectNode status = Trees.ensure(tree, "status");
        JsonNode before = status.deepCopy();
        int desired = deployment.number(1, "spec", "replicas");
        int replicas = sum(rollouts.sets(), "replicas");
        int available = sum(rollouts.sets(), "availableReplicas");
        int updated = rollouts.current().map(s -> s.number(0, "status", "replicas")).orElse(0);
        int ready = sum(rollouts.sets(), "readyReplicas");
        status.put("observedGeneration", deployment.number(1, "metadata", "generation"));
        DeploymentController.count(status, "replicas", replicas);
        DeploymentController.count(status, "updatedReplicas", updated);
        DeploymentController.count(status, "readyReplicas", ready);
        DeploymentController.count(status, "availableReplicas", available);
        DeploymentController.count(
                status,
                "unavailableReplicas",
                Math.max(Math.max(desired, replicas) - available, 0));
        status.put("terminatingReplicas", sum(rollouts.sets(), "terminatingReplicas"));
        replicaFailure(status, rollouts.sets(), now);
        boolean enough = available >= DeploymentController.rolling(deployment).leastAvailable();
        Conditions.set(
                status,
                new Conditions.Condition(
                        "Available",
                        enough ? "True" : "False",
                        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                        "Deployment has "
                                + (enough ? "minimum availability." : "not minimum availability.")),
                now);
        if (deployment.at("spec", "paused").asBoolean()) {
            Conditions.set(
                    status,
                    new Conditions.Condition(
                            PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused"),
                    now);
        } else {
            progress(status, deployment, before, isComplete(rollouts), now);
        }
    }

    /// A set that cannot make its pods says why; so does its deployment.
    private static void replicaFailure(ObjectNode status, List<StoredObject> sets, Instant now) {
        String failure = ReplicaSetController.REPLICA_FAILURE;
        sets.stream()
                .filter(set -> Conditions.isTrue(set, failure))
                .findFirst()
                .ifPresentOrElse(
                        set ->
                                Conditions.set(
                                        status,
                                        new Conditions.Condition(
                                                failure,
                                                "True",
                                                Conditions.field(set, failure, "reason"),
                                                Conditions.field(set, failure, "message")),
                                        now),
                        () -> Conditions.remove(status, failure));
    }

    /// Whether all pods are of the current template and available.
    static boolean isComplete(Rollouts rollouts) {
        int desired = rollouts.deployment().number(1, "spec", "replicas");
        int updated = rollouts.current().map(s -> s.number(0, "status", "replicas")).orElse(0);
        return updated == desired
                && sum(rollouts.sets(), "replicas") == desired
                && sum(rollouts.sets(), "availableReplicas") == desired;
    }

    private static void progress(
            ObjectNode status,
            StoredObject deployment,
            JsonNode before,
            boolean complete,
            Instant now) {
        boolean moved = !counts(before).equals(counts(status));
        Instant last = lastProgress(deployment);
        int deadline = deployment.number(600, "spec", "progressDeadlineSeconds");
        boolean late =
                !complete
                        && !moved
                        && !last.equals(Instant.EPOCH)
                        && !now.isBefore(last.plusSeconds(deadline));
        String reason = complete ? "NewReplicaSetAvailable" : late ? EXCEEDED : "ReplicaSetUpdated";
        Conditions.set(
                status,
                new Conditions.Condition(
                        PROGRESSING,
                        late ? "False" : "True",
                        reason,
                        "Deployment \"" + deployment.key().name() + "\" " + tells(complete, late)),
                now);
        if (moved || last.equals(Instant.EPOCH)) {
            for (JsonNode condition : status.path("conditions")) {
                if (Trees.text(condition, "type").equals(PROGRESSING)) {
                    ((ObjectNode) condition).put("lastUpdateTime", Trees.time(now));
                }
            }
        }
    }

    private static String tells(boolean complete, boolean late) {
        if (complete) {
            return "has successfully progressed.";
        }
        return late ? "has timed out progressing." : "is progressing.";
    }

    private static List<Integer> counts(JsonNode status) {
        return List.of(
                status.path("observedGeneration").asInt(),
                status.path("updatedReplicas").asInt(),
                status.path("readyReplicas").asInt(),
                status.path("availableReplicas").asInt());
    }

    private static Instant lastProgress(StoredObject deployment) {
        String text = Conditions.field(deployment, PROGRESSING, "lastUpdateTime");
        return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
    }

    /// When the rollout counts as stuck unless it moves; empty when it is complete or stuck
    /// already.
    static Optional<Instant> progressDeadline(StoredObject deployment) {
        String reason = Conditions.field(deployment, PROGRESSING, "reason");
        if (!reason.equals("ReplicaSetUpdated")) {
            return Optional.empty();
        }
        return Optional.of(
                lastProgress(deployment)
                        .plusSeconds(deployment.number(600, "spec", "progressDeadlineSeconds")));
    }

    private static int sum(List<StoredObject> sets, String field) {
        return sets.stream().mapToInt(s -> s.number(0, "status", field)).sum();
    }
}
