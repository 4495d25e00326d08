package dev.mcm.atc.call;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.WatchClient;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.deployment.DeploymentPosition;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One watch: the state of all deployments that match, then the latest state of what changes. What
/// changes while the client is slow is kept as a set of ids, so that a slow client costs no more
/// than there are deployments. Its own thread runs it.
final class Watch {
    private static final Duration RESYNC = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// A response of this size is sent before more is added: clients take 4 MiB.
    private static final int CHUNK_BYTES = 1024 * 1024;

    private final WatchFilter filter;
    private final WatchReader reader;
    private final WatchClient client;
    private final TimeSource time;
    private final Signal wake;

    /// Fingerprints of what this watch has sent.
    private final Map<DeploymentId, Integer> sent = new HashMap<>();

    private Set<DeploymentId> dirty = new HashSet<>();
    private boolean everything = true;
    private boolean current;

    /// The client has more than this watch has sent, from the watch before.
    private boolean resumed;

    private boolean skipped;

    /// When everything was last read, on the clock's counter.
    private long everythingRead;

    /// Position up to which the client has everything; empty until it has the whole current state.
    private String delivered = "";

    private volatile boolean ended;
    private volatile boolean cancelled;

    Watch(WatchFilter filter, WatchReader reader, WatchClient client, TimeSource time) {
        this.filter = filter;
        this.reader = reader;
        this.client = client;
        this.time = time;
        this.wake = time.newSignal();
        this.everythingRead = time.nanoTime();
    }

    /// The client has everything but these. Before the start only.
    synchronized void resumeWith(String from, Set<DeploymentId> missed) {
        everything = false;
        resumed = true;
        delivered = from;
        missed.stream().filter(id -> filter.mayMatch(id, reader.owner(id))).forEach(dirty::add);
    }

    /// @param owner null = not known
    void changed(DeploymentId id, @Nullable Owner owner) {
        if (filter.mayMatch(id, owner)) {
            synchronized (this) {
                dirty.add(id);
            }
            wake.raise();
        }
    }

    void everythingChanged() {
        synchronized (this) {
            everything = true;
        }
        wake.raise();
    }

    /// Changes may have passed unheard. What a client from an earlier watch has that no longer
    /// exists cannot be told then.
    void skipped() {
        synchronized (this) {
            skipped = resumed;
        }
        everythingChanged();
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
                boolean done = sendChanges();
                wake.await(done ? RESYNC.minus(time.since(everythingRead)) : RETRY);
            }
            if (!cancelled) {
                client.fail(McmException.unavailable("this ATC stops: watch again", RETRY, null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!cancelled) {
                client.fail(e);
            }
        }
    }

    /// @return false when the database could not be read: what has changed is kept
    private boolean sendChanges() throws InterruptedException {
        // Taken first: what changes from here on is behind it, and sent again to a client that
        // resumes with it.
        String position = reader.position();
        boolean all;
        Set<DeploymentId> ids;
        synchronized (this) {
            requireUnskipped();
            all = everything || time.since(everythingRead).compareTo(RESYNC) >= 0;
            ids = dirty;
            everything = false;
            dirty = new HashSet<>();
        }
        try {
            if (all) {
                sendAll(ids, position);
            } else {
                sendSome(List.copyOf(ids), position);
            }
        } catch (McmException e) {
            keep(all, ids);
            return false;
        }
        if (!current) {
            current = true;
            send(WatchDeploymentsResponse.newBuilder(), position);
        }
        delivered = position;
        return true;
    }

    private void requireUnskipped() {
        if (skipped) {
            throw McmException.watchTokenExpired(
                    "changes may have been missed since the watch was resumed; list again, then"
                            + " watch without a token");
        }
    }

    private synchronized void keep(boolean all, Set<DeploymentId> ids) {
        everything = everything || all;
        dirty.addAll(ids);
    }

    /// @param changed may name what is gone and was sent by an earlier watch
    private void sendAll(Set<DeploymentId> changed, String position) throws InterruptedException {
        long start = time.nanoTime();
        Set<DeploymentId> left = new HashSet<>(sent.keySet());
        left.addAll(changed);
        @Nullable DeploymentPosition after = null;
        boolean more = true;
        while (more && !cancelled) {
            List<dev.mcm.state.deployment.Deployment> rows = reader.rows(filter, after);
            List<DeploymentId> ids =
                    rows.stream().map(dev.mcm.state.deployment.Deployment::id).toList();
            ids.forEach(left::remove);
            sendChunk(ids, delivered);
            more = rows.size() == WatchReader.CHUNK;
            after = rows.isEmpty() ? after : DeploymentPosition.of(rows.getLast());
        }
        sendSome(List.copyOf(left), position);
        everythingRead = start;
        synchronized (this) {
            resumed = false;
        }
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
        int bytes = 0;
        for (DeploymentId id : ids) {
            @Nullable Deployment now = found.get(id);
            if (now == null) {
                if (isDeletionToTell(id)) {
                    response.addDeletedIds(id.value());
                }
            } else if (!Integer.valueOf(now.hashCode()).equals(sent.put(id, now.hashCode()))) {
                if (bytes > 0 && bytes + now.getSerializedSize() > CHUNK_BYTES) {
                    send(response, delivered);
                    response = WatchDeploymentsResponse.newBuilder();
                    bytes = 0;
                }
                response.addChanged(now);
                bytes += now.getSerializedSize();
            }
        }
        if (response.getChangedCount() > 0 || response.getDeletedIdsCount() > 0) {
            send(response, position);
        }
    }

    /// A row that is not there, or that the watch is not about.
    private boolean isDeletionToTell(DeploymentId id) {
        return sent.remove(id) != null || (resumed && filter.matches(id, reader.owner(id)));
    }

    private void send(WatchDeploymentsResponse.Builder response, String position)
            throws InterruptedException {
        while (!client.isReady() && !cancelled && !ended) {
            wake.await(RESYNC);
        }
        if (!cancelled) {
            client.send(response.setCurrent(current).setResumeToken(position).build());
        }
        wake.raise();
    }
}
