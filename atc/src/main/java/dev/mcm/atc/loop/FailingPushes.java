package dev.mcm.atc.loop;

import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.type.v1.FailingPush;
import dev.mcm.type.v1.PushState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deployments whose last push to one plane failed: at which call, and since when. Thread-safe.
final class FailingPushes {
    private static final int SHOWN = 5;

    private record Failure(DeploymentId deployment, Instant since, String call, String error) {}

    private final InstantSource clock;
    private final Map<DeploymentId, Failure> failures = new HashMap<>();

    FailingPushes(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void failed(DeploymentId deployment, Throwable error) {
        String call = error instanceof PlaneApiException api ? api.call() : "";
        failures.compute(
                deployment,
                (_, before) ->
                        new Failure(
                                deployment,
                                before == null ? clock.instant() : before.since(),
                                call,
                                String.valueOf(error.getMessage())));
    }

    /// It was pushed, or there is nothing to push any more.
    synchronized void worked(DeploymentId deployment) {
        failures.remove(deployment);
    }

    void describe(PushState.Builder state) {
        List<Failure> all = oldestFirst();
        state.setFailing(all.size());
        all.stream()
                .limit(SHOWN)
                .forEach(failure ->
                        state.addFailingPushes(
                                FailingPush.newBuilder()
                                        .setDeployment(failure.deployment().value())
                                        .setCall(failure.call())
                                        .setSince(Timestamps.of(failure.since()))
                                        .setError(StateTexts.brief(failure.error()))));
    }

    private synchronized List<Failure> oldestFirst() {
        return failures.values().stream()
                .sorted(Comparator.comparing(Failure::since).thenComparing(Failure::deployment))
                .toList();
    }
}
