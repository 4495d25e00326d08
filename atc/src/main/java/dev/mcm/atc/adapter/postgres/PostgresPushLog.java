package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushStateLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneProbeStore;
import dev.mcm.state.plane.SightingStore;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import dev.mcm.state.push.PushStateStore;
import dev.mcm.state.push.PushStore;
import dev.mcm.type.v1.PushState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// [PushLog], [ProbeLog] and [PushStateLog] on Postgres.
public final class PostgresPushLog implements PushLog, ProbeLog, PushStateLog {
    private final Transactions transactions;
    private final Fencing fencing;
    private final PushStore pushes = new PushStore();
    private final PushStateStore states = new PushStateStore();
    private final PlaneProbeStore probes = new PlaneProbeStore();
    private final SightingStore sightings = SightingStore.ofProbes();
    private final PlaneIdentities identities = new PlaneIdentities();

    public PostgresPushLog(Transactions transactions, Fencing fencing) {
        this.transactions = transactions;
        this.fencing = fencing;
    }

    @Override
    public void write(List<Push> done, List<PushKey> forgotten) {
        transactions.writeVoid(tx -> {
            fencing.verify(tx);
            pushes.write(tx, done);
            if (!forgotten.isEmpty()) {
                pushes.delete(tx, forgotten);
            }
        });
    }

    @Override
    public void write(Map<PlaneId, PushState> said) {
        transactions.writeVoid(tx -> {
            fencing.verify(tx);
            states.write(tx, said);
        });
    }

    @Override
    public Optional<PlaneProbe> find(PlaneId plane) {
        return transactions.read(tx -> probes.all(tx)).stream()
                .filter(probe -> probe.planeId().equals(plane))
                .findFirst();
    }

    @Override
    public void probing(List<PlaneId> planes) {
        transactions.writeVoid(tx -> {
            fencing.verify(tx);
            sightings.write(tx, planes);
        });
    }

    @Override
    public PlaneIdentity identify(PlaneId plane, FoundCluster found, Instant now) {
        return transactions.write(tx -> {
            fencing.verify(tx);
            return identities.identify(tx, plane, found, now);
        });
    }

    @Override
    public void write(PlaneProbe probe) {
        transactions.writeVoid(tx -> {
            fencing.verify(tx);
            probes.write(tx, List.of(probe));
        });
    }
}
