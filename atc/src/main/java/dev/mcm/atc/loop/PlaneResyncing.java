package dev.mcm.atc.loop;

import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.shared.log.StateLog;
import dev.mcm.shared.time.Backoff;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.TimeSource;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.type.v1.PushState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// When a plane is compared with the database: at the start, when its API is back, and every so
/// often; after a failure with a backoff of its own. What fails here closes no gate and holds up no
/// push. [#tick()] is for one thread.
final class PlaneResyncing {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    /// A plane whose API comes and goes is not listed as a whole each time.
    private static final Duration REST = Duration.ofSeconds(5);

    /// How the last comparison went.
    ///
    /// @param whole when one last came to its end; null = never
    /// @param failingSince null = the last one came to its end
    private record Comparison(
            @Nullable Instant whole,
            String error,
            @Nullable Instant failingSince,
            int objects,
            int newer,
            int unreadable) {
        static final Comparison NONE = new Comparison(null, "", null, 0, 0, 0);

        Comparison worked(ResyncFindings found, Instant now) {
            return new Comparison(
                    now,
                    "",
                    null,
                    found.objects(),
                    found.fromTheFuture().size(),
                    found.unreadable().size());
        }

        Comparison failed(String why, Instant now) {
            return new Comparison(
                    whole,
                    why,
                    failingSince == null ? now : failingSince,
                    objects,
                    newer,
                    unreadable);
        }
    }

    private final PlaneResync resync;
    private final Consumer<ResyncFindings> findings;
    private final PlaneGate gate;
    private final PlaneMeters meters;
    private final TimeSource time;
    private final Duration interval;
    private final Backoff backoff;
    private final RandomGenerator random;
    private final Map<ManifestKind, StateLog> states = new EnumMap<>(ManifestKind.class);
    private volatile boolean opened;
    private volatile boolean asked;
    private volatile Comparison last = Comparison.NONE;
    private int failures;
    private long due;
    private long rested;

    /// @param findings gets what each comparison has found
    PlaneResyncing(
            PlaneResync resync,
            Consumer<ResyncFindings> findings,
            PlaneGate gate,
            PlaneMeters meters,
            PusherSettings settings) {
        this.resync = resync;
        this.findings = findings;
        this.gate = gate;
        this.meters = meters;
        this.time = settings.time();
        this.interval = settings.resyncInterval();
        this.backoff = Backoff.between(Collections.min(List.of(FIRST_RETRY, interval)), interval);
        this.random = RandomSource.seeded(time.nanoTime() + meters.plane().hashCode());
        this.due = time.nanoTime();
        this.rested = due;
        for (ManifestKind kind : PlaneListing.KINDS) {
            String subject = "listing of " + kind.plural() + " on plane " + meters.plane();
            states.put(kind, new StateLog(LoggerFactory.getLogger(PlaneResyncing.class), subject));
        }
        gate.onOpened(() -> opened = true);
    }

    /// How often [#tick()] wants to be called when nobody calls it.
    Duration pace() {
        return Collections.min(List.of(FIRST_RETRY, interval));
    }

    /// At its next round it compares, whenever it last did.
    void again() {
        asked = true;
    }

    /// Compares when it is time to.
    void tick() {
        if (!gate.isOpen()) {
            // Nobody can list a plane that does not answer at all; that is another's to tell.
            meters.unlisted(Set.of());
        } else if (isDue()) {
            opened = false;
            asked = false;
            boolean complete = false;
            try {
                complete = compare();
            } catch (RuntimeException e) {
                last = last.failed(String.valueOf(e.getMessage()), time.instant());
                throw e;
            } finally {
                scheduleNext(complete);
            }
        }
    }

    void describe(PushState.Builder state) {
        Comparison now = last;
        state.setCompareError(StateTexts.brief(now.error()))
                .setObjects(now.objects())
                .setNewerObjects(now.newer())
                .setUnreadableObjects(now.unreadable());
        @Nullable Instant whole = now.whole();
        if (whole != null) {
            state.setComparedAt(Timestamps.of(whole));
        }
        @Nullable Instant failing = now.failingSince();
        if (failing != null) {
            state.setCompareFailingSince(Timestamps.of(failing));
        }
    }

    private boolean isDue() {
        long now = time.nanoTime();
        return asked || now - due >= 0 || (opened && failures == 0 && now - rested >= 0);
    }

    private boolean compare() {
        ResyncFindings found = resync.compare();
        findings.accept(found);
        meters.unlisted(found.failed().keySet());
        states.forEach((kind, state) -> {
            @Nullable RuntimeException failure = found.failed().get(kind);
            if (failure == null) {
                state.worked();
            } else {
                state.failed(failure);
            }
        });
        last =
                found.failed().entrySet().stream()
                        .min(Map.Entry.comparingByKey())
                        .map(failure ->
                                last.failed(
                                        "list "
                                                + failure.getKey().plural()
                                                + ": "
                                                + failure.getValue().getMessage(),
                                        time.instant()))
                        .orElseGet(() -> last.worked(found, time.instant()));
        return found.failed().isEmpty();
    }

    private void scheduleNext(boolean complete) {
        long now = time.nanoTime();
        Duration pause = complete ? interval : backoff.delay(Math.min(failures, 30), random);
        failures = complete ? 0 : failures + 1;
        due = now + pause.toNanos();
        rested = now + Collections.min(List.of(REST, interval)).toNanos();
    }
}
