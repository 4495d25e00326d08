package dev.mcm.state.lease;

import dev.mcm.shared.config.LeaseConfig;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.state.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tries to get a lease, keeps it, and tries again when it is lost; on a thread of its own.
/// Thread-safe.
///
/// What [#current()] returns says only whether work is worth starting. What it writes must be
/// fenced by [Lease#verify(dev.mcm.state.Tx)].
public final class LeaseKeeper implements Part, Liveness, Leadership {
    private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    /// @param renewedNanos reading of the monotonic clock before the last renewal was sent
    private record Held(Lease lease, long renewedNanos) {}

    private final LeaseSettings settings;
    private final LeaseTable table;
    private final TimeSource time;
    private final Signal wake;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Held held;
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;
    private boolean failing;

    /// Keeps a role for this process.
    public static LeaseKeeper of(
            LeaseRole role, LeaseConfig config, Transactions transactions, TimeSource time) {
        return new LeaseKeeper(LeaseSettings.of(role, config.ttl()), transactions, time);
    }

    LeaseKeeper(LeaseSettings settings, Transactions transactions, TimeSource time) {
        this(settings, new LeaseTable.OnDatabase(transactions, new LeaseStore(), settings), time);
    }

    LeaseKeeper(LeaseSettings settings, LeaseTable table, TimeSource time) {
        this.settings = settings;
        this.table = table;
        this.time = time;
        this.wake = time.newSignal();
    }

    /// Calls `listener` whenever a lease is acquired and when it is lost, once [#current()] says
    /// so; on the keeper's thread, so it must not block.
    public LeaseKeeper onChange(Runnable listener) {
        listeners.add(listener);
        return this;
    }

    /// The lease, while it is held: empty as soon as its time has passed without a renewal.
    public Optional<Lease> current() {
        Held now = held;
        return now == null || isExpired(now) ? Optional.empty() : Optional.of(now.lease());
    }

    @Override
    public Optional<Epoch> reign() {
        return current().map(Lease::epoch);
    }

    @Override
    public String name() {
        return "lease " + settings.role();
    }

    /// Begins to try; does not wait for the lease.
    @Override
    public void start() {
        thread = Thread.ofVirtual().name("lease-" + settings.role()).start(this::run);
    }

    /// Gives the lease back, so that a successor can take it at once.
    @Override
    public void stop() throws InterruptedException {
        stopping = true;
        wake.raise();
        Thread running = thread;
        if (running != null && !running.join(STOP_PATIENCE)) {
            running.interrupt();
            running.join(STOP_PATIENCE);
        }
    }

    @Override
    public Optional<String> whyNotAlive() {
        Thread running = thread;
        return running != null && !running.isAlive() && !stopping
                ? Optional.of("its thread has died")
                : Optional.empty();
    }

    private void run() {
        try {
            while (!stopping) {
                step();
                wake.await(pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
        }
    }

    private void step() {
        try {
            Held before = held;
            if (before == null) {
                acquire();
            } else {
                renew(before);
            }
            failing = false;
        } catch (RuntimeException e) {
            logFailure(e);
            Held now = held;
            if (now != null && isExpired(now)) {
                lose(now, "could not be renewed in time");
            }
        }
    }

    private void acquire() {
        long sent = time.nanoTime();
        Optional<Lease> lease = table.acquire();
        lease.ifPresent(acquired -> {
            held = new Held(acquired, sent);
            log.atInfo()
                    .addKeyValue("role", settings.role())
                    .addKeyValue("epoch", acquired.epoch())
                    .log("Lease acquired");
            tell();
        });
    }

    private void renew(Held before) {
        long sent = time.nanoTime();
        if (table.renew(before.lease())) {
            held = new Held(before.lease(), sent);
        } else {
            lose(before, "another has taken it");
        }
    }

    private void lose(Held before, String why) {
        held = null;
        log.atInfo()
                .addKeyValue("role", settings.role())
                .addKeyValue("epoch", before.lease().epoch())
                .addKeyValue("why", why)
                .log("Lease lost");
        tell();
    }

    private void release() {
        Held last = held;
        held = null;
        if (last != null) {
            try {
                table.release(last.lease());
                log.atInfo()
                        .addKeyValue("role", settings.role())
                        .addKeyValue("epoch", last.lease().epoch())
                        .log("Lease released");
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("role", settings.role())
                        .setCause(e)
                        .log("Lease could not be released and will run out");
            }
            tell();
        }
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    private Duration pause() {
        return held == null || failing ? settings.retryInterval() : settings.renewInterval();
    }

    private boolean isExpired(Held now) {
        return time.since(now.renewedNanos()).compareTo(settings.ttl()) >= 0;
    }

    private void logFailure(RuntimeException e) {
        if (!failing) {
            log.atWarn()
                    .addKeyValue("role", settings.role())
                    .setCause(e)
                    .log("Lease cannot be kept or sought");
        }
        failing = true;
    }
}
