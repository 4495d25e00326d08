package dev.mcm.atc.loop;

import dev.mcm.atc.core.status.ProbePolicy;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneProbe;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Probes one plane's API. For one thread.
final class PlaneProbing {
    private final PlaneId plane;
    private final PlaneApi api;
    private final PlaneGate gate;
    private final ProbeLog log;
    private final InstantSource clock;
    private @Nullable ProbePolicy policy;

    PlaneProbing(PlaneId plane, PlaneApi api, PlaneGate gate, ProbeLog log, InstantSource clock) {
        this.plane = plane;
        this.api = api;
        this.gate = gate;
        this.log = log;
        this.clock = clock;
    }

    /// One probe; what it finds is written when it differs from what is written.
    void tick() {
        String why = "";
        ProbePolicy before = policy == null ? new ProbePolicy(false, 0) : policy;
        ProbePolicy after;
        try {
            api.probe();
            after = before.answered();
            gate.open();
        } catch (PlaneApiException e) {
            after = before.missed();
            why = String.valueOf(e.getMessage());
            gate.close();
        }
        if (after.isKnown()
                && (policy == null
                        || !before.isKnown()
                        || before.reachable() != after.reachable())) {
            write(after.reachable(), why);
        }
        policy = after;
    }

    private void write(boolean reachable, String why) {
        Optional<PlaneProbe> written = log.find(plane);
        if (written.isEmpty() || written.get().reachable() != reachable) {
            log.write(new PlaneProbe(plane, reachable, why, clock.instant()));
        }
    }
}
