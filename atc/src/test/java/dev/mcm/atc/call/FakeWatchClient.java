package dev.mcm.atc.call;

import dev.mcm.atc.port.WatchClient;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A client that takes responses as long as it is told to. Thread-safe.
final class FakeWatchClient implements WatchClient {
    final List<WatchDeploymentsResponse> responses = new CopyOnWriteArrayList<>();
    private volatile boolean ready = true;
    private volatile @Nullable RuntimeException failure;
    private volatile Runnable onReady = () -> {};
    private volatile Runnable onCancel = () -> {};

    void slow(boolean slow) {
        ready = !slow;
        onReady.run();
    }

    void cancel() {
        onCancel.run();
    }

    boolean isCurrent() {
        return responses.stream().anyMatch(WatchDeploymentsResponse::getCurrent);
    }

    /// Names that were sent, in order.
    List<String> changed() {
        return responses.stream()
                .flatMap(response -> response.getChangedList().stream())
                .map(Deployment::getName)
                .toList();
    }

    List<String> deleted() {
        return responses.stream()
                .flatMap(response -> response.getDeletedIdsList().stream())
                .toList();
    }

    String token() {
        return responses.getLast().getResumeToken();
    }

    @Nullable RuntimeException failure() {
        return failure;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void send(WatchDeploymentsResponse response) {
        if (!ready) {
            throw new AssertionError("sent to a client that is not ready");
        }
        responses.add(response);
    }

    @Override
    public void fail(RuntimeException why) {
        failure = why;
    }

    @Override
    public void onReady(Runnable listener) {
        onReady = listener;
    }

    @Override
    public void onCancel(Runnable listener) {
        onCancel = listener;
    }
}
