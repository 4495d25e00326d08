package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.deployment.DeploymentPosition;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One watch: the state of all deployments that match, then the latest state of what changes. What
/// changes while the client is slow is kept as a set of ids, so that a slow client costs no more
/// than there are deployments. Its own thread runs it.
final class Watch {
    private static final Duration RESYNC = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final WatchFilter filter;
    private final WatchReader reader;
    private final ServerCallStreamObserver<WatchDeploymentsResponse> observer;
    private final Supplier<String> token;
    private final Signal wake;

    /// Fingerprints of what the client has.
    private final Map<DeploymentId, Integer> sent = new HashMap<>();

    private Set<DeploymentId> dirty = new HashSet<>();
    private boolean everything = true;
    private boolean current;
    private boolean resumed;

    /// Position up to which the client has everything; empty until it has the whole current state.
    private String delivered = "";

    private volatile boolean ended;
    private volatile boolean cancelled;

    Watch(
            WatchFilter filter,
            WatchReader reader,
            ServerCallStreamObserver<WatchDeploymentsResponse> observer,
            Supplier<String> token,
            TimeSource time) {
        this.filter = filter;
        this.reader = reader;
        this.observer = observer;
        this.token = token;
        this.wake = time.newSignal();
    }

    /// The client has everything but these. Before the start only.
    synchronized void resumeWith(String from, Set<DeploymentId> missed) {
        everything = false;
        resumed = true;
        delivered = from;
        dirty.addAll(missed);
    }

    void changed(DeploymentId id) {
        if (filter.mayMatch(id)) {
            synchronized (this) {
                if (!everything) {
                    dirty.add(id);
                }
            }
            wake.raise();
        }
    }

    void everythingChanged() {
        synchronized (this) {
            everything = true;
            dirty.clear();
        }
        wake.raise();
    }

    void wake() {
        wake.raise();
    }

    void end() {
        ended = true;
        wake.raise();
    }

    void cancelled() {
        cancelled = true;
        wake.raise();
    }

    void run() {
        try {
            while (!cancelled && !ended) {
                boolean failed = !sendChanges();
                if (!wake.await(failed ? RETRY : RESYNC) && !failed) {
                    everythingChanged();
                }
            }
            if (!cancelled) {
                observer.onError(
                        McmException.unavailable("this ATC stops: watch again", RETRY, null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!cancelled) {
                observer.onError(e);
            }
        }
    }

    /// @return false when the database could not be read: what has changed is kept
    private boolean sendChanges() throws InterruptedException {
        // Taken first: what changes from here on is behind it, and sent again to a client that
        // resumes with it.
        String position = token.get();
        boolean all;
        Set<DeploymentId> ids;
        synchronized (this) {
            all = everything;
            ids = dirty;
            everything = false;
            dirty = new HashSet<>();
        }
        try {
            if (all) {
                sendAll(position);
            } else {
                sendSome(List.copyOf(ids), position);
            }
            if (!current) {
                current = true;
                send(WatchDeploymentsResponse.newBuilder(), position);
            }
            delivered = position;
            return true;
        } catch (McmException e) {
            keep(all, ids);
            return false;
        }
    }

    private synchronized void keep(boolean all, Set<DeploymentId> ids) {
        everything = everything || all;
        dirty.addAll(ids);
    }

    private void sendAll(String position) throws InterruptedException {
        Set<DeploymentId> gone = new HashSet<>(sent.keySet());
        Optional<DeploymentPosition> after = Optional.empty();
        boolean more = true;
        while (more && !cancelled) {
            List<dev.mcm.state.deployment.Deployment> rows = reader.rows(filter, after);
            List<DeploymentId> ids =
                    rows.stream().map(dev.mcm.state.deployment.Deployment::id).toList();
            ids.forEach(gone::remove);
            sendChunk(ids, delivered);
            more = rows.size() == WatchReader.CHUNK;
            after =
                    rows.isEmpty()
                            ? after
                            : Optional.of(
                                    new DeploymentPosition(
                                            rows.getLast().createdAt(), rows.getLast().id()));
        }
        sendSome(List.copyOf(gone), position);
    }

    /// Only the last response carries the new position: a client that resumes after an earlier one
    /// gets the rest again.
    private void sendSome(List<DeploymentId> ids, String position) throws InterruptedException {
        for (int from = 0; from < ids.size() && !cancelled; from += WatchReader.CHUNK) {
            int to = Math.min(ids.size(), from + WatchReader.CHUNK);
            sendChunk(ids.subList(from, to), to == ids.size() ? position : delivered);
        }
    }

    private void sendChunk(List<DeploymentId> ids, String position) throws InterruptedException {
        if (ids.isEmpty()) {
            return;
        }
        Map<DeploymentId, Deployment> found = reader.read(filter, ids);
        WatchDeploymentsResponse.Builder response = WatchDeploymentsResponse.newBuilder();
        for (DeploymentId id : ids) {
            @Nullable Deployment now = found.get(id);
            if (now == null) {
                if (sent.remove(id) != null || resumed) {
                    response.addDeletedIds(id.value());
                }
            } else if (!Integer.valueOf(now.hashCode()).equals(sent.put(id, now.hashCode()))) {
                response.addChanged(now);
            }
        }
        if (response.getChangedCount() > 0 || response.getDeletedIdsCount() > 0) {
            send(response, position);
        }
    }

    private void send(WatchDeploymentsResponse.Builder response, String position)
            throws InterruptedException {
        while (!observer.isReady() && !cancelled && !ended) {
            wake.await(RESYNC);
        }
        if (!cancelled) {
            observer.onNext(response.setCurrent(current).setResumeToken(position).build());
        }
        wake.raise();
    }
}
