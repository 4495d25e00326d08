package dev.mcm.atc.loop;

import dev.mcm.atc.core.status.ProbePolicy;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.type.v1.PushState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Probes one plane's API. For one thread, but for what it says of itself.
final class PlaneProbing {
    /// Whether the plane answers, and since when.
    private record Reachability(boolean reachable, Instant since, String why) {}

    private final PlaneId plane;
    private final PlaneApi api;
    private final PlaneGate gate;
    private final ProbeLog log;
    private final InstantSource clock;
    private final ClusterIdentity cluster;
    private @Nullable ProbePolicy policy;
    private volatile @Nullable Instant found;
    private volatile @Nullable Reachability last;

    PlaneProbing(PlaneId plane, PlaneApi api, PlaneGate gate, ProbeLog log, InstantSource clock) {
        this.plane = plane;
        this.api = api;
        this.gate = gate;
        this.log = log;
        this.clock = clock;
        this.cluster = new ClusterIdentity(plane, api, log, clock);
    }

    /// What the last cluster that answered turned out to be.
    IdentityState identity() {
        return cluster.state();
    }

    /// Since `since` a probe has ended, and what it found is written.
    boolean hasFoundSince(Instant since) {
        @Nullable Instant last = found;
        return last != null && !last.isBefore(since);
    }

    void describe(PushState.Builder state) {
        @Nullable Reachability now = last;
        if (now != null) {
            state.setReachable(now.reachable())
                    .setReachableSince(Timestamps.of(now.since()))
                    .setUnreachableReason(StateTexts.brief(now.why()));
        }
    }

    /// One probe; what it finds is written when it differs from what is written. A cluster that is
    /// not the plane does not count as an answer of the plane.
    void tick() {
        String why = "";
        ProbePolicy before = policy == null ? new ProbePolicy(false, 0) : policy;
        ProbePolicy after;
        try {
            api.probe();
            cluster.check();
            after = before.answered();
            gate.mayPrune(cluster.state() == IdentityState.KNOWN);
            gate.open();
        } catch (PlaneApiException e) {
            after = before.missed();
            why = String.valueOf(e.getMessage());
            why = why.isEmpty() ? "no answer" : why;
            gate.close();
        }
        remember(why.isEmpty(), why);
        if (after.isKnown()
                && (policy == null
                        || !before.isKnown()
                        || before.reachable() != after.reachable())) {
            write(after.reachable(), why);
        }
        policy = after;
        if (after.isKnown()) {
            found = clock.instant();
        }
    }

    private void remember(boolean reachable, String why) {
        @Nullable Reachability before = last;
        Instant since =
                before != null && before.reachable() == reachable
                        ? before.since()
                        : clock.instant();
        last = new Reachability(reachable, since, why);
    }

    private void write(boolean reachable, String why) {
        Optional<PlaneProbe> written = log.find(plane);
        if (written.isEmpty() || written.get().reachable() != reachable) {
            log.write(new PlaneProbe(plane, reachable, why, clock.instant()));
        }
    }
}
