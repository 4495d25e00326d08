package dev.mcm.it.cases;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.it.TestStack;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Follows one deployment by WatchDeployments and keeps every state that it was told of. Safe for
/// use by many threads.
final class StatusRecord implements AutoCloseable {
    private final List<Seen> seen = new ArrayList<>();
    private final Context.CancellableContext watching = Context.current().withCancellation();
    private final Thread thread;

    /// A state, and when it came.
    record Seen(DeploymentStatus status, String message, long nanoTime) {}

    StatusRecord(TestStack stack, String id) {
        WatchDeploymentsRequest request = WatchDeploymentsRequest.newBuilder().setId(id).build();
        thread =
                Thread.ofVirtual()
                        .name("watch-" + id)
                        .start(watching.wrap(() -> follow(stack, request)));
    }

    private void follow(TestStack stack, WatchDeploymentsRequest request) {
        try {
            Iterator<WatchDeploymentsResponse> responses =
                    stack.atc().deploymentStream().watchDeployments(request);
            responses.forEachRemaining(response -> response.getChangedList().forEach(this::add));
        } catch (StatusRuntimeException e) {
            if (!watching.isCancelled()) {
                throw e;
            }
        }
    }

    private synchronized void add(Deployment deployment) {
        seen.add(
                new Seen(
                        deployment.getStatus(),
                        deployment.getStatusMessage(),
                        SystemTime.SYSTEM.nanoTime()));
    }

    /// Waits until it was told of this status: a call may see it before the watch has told of it.
    void await(DeploymentStatus status, Duration limit) {
        Waiting.until(
                status + " to be told",
                limit,
                () -> all().stream().anyMatch(state -> state.status() == status));
    }

    synchronized List<Seen> all() {
        return List.copyOf(seen);
    }

    /// States that came before the first with this status.
    synchronized List<Seen> before(DeploymentStatus status) {
        return seen.stream().takeWhile(state -> state.status() != status).toList();
    }

    /// From the first state with one status to the first with the other behind it.
    synchronized Duration between(DeploymentStatus from, DeploymentStatus to) {
        List<Seen> tail = seen.stream().dropWhile(state -> state.status() != from).toList();
        long end =
                tail.stream()
                        .filter(state -> state.status() == to)
                        .findFirst()
                        .map(Seen::nanoTime)
                        .orElseThrow(() -> new AssertionError("no " + to + " in " + seen));
        return Duration.ofNanos(end - tail.getFirst().nanoTime());
    }

    @Override
    public void close() {
        watching.cancel(null);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
