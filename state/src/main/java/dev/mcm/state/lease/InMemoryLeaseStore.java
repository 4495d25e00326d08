package dev.mcm.state.lease;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Micros;
import dev.mcm.state.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// [LeaseStore] in memory, for tests; `time` plays the database's clock.
public final class InMemoryLeaseStore implements LeaseStore {
    private final InstantSource time;
    private final InMemoryTable<String, LeaseRow> rows =
            new InMemoryTable<>(Comparator.naturalOrder());

    public InMemoryLeaseStore(InstantSource time) {
        this.time = time;
    }

    @Override
    public Optional<Lease> acquire(Tx tx, String role, String holder, Duration ttl) {
        Optional<LeaseRow> current = rows.find(role);
        if (current.filter(this::isLive).isPresent()) {
            return Optional.empty();
        }
        Epoch epoch = new Epoch(current.map(row -> row.epoch().value()).orElse(0L) + 1);
        put(tx, role, holder, epoch, ttl);
        return Optional.of(new Lease(this, role, holder, epoch));
    }

    @Override
    public boolean renew(Tx tx, Lease lease, Duration ttl) {
        boolean held = held(lease).isPresent();
        if (held) {
            put(tx, lease.role(), lease.holder(), lease.epoch(), ttl);
        }
        return held;
    }

    @Override
    public void release(Tx tx, Lease lease) {
        renew(tx, lease, Duration.ZERO);
    }

    @Override
    public void verify(Tx tx, Lease lease) {
        if (held(lease).filter(this::isLive).isEmpty()) {
            throw McmException.notLeader("role '" + lease.role() + "'");
        }
    }

    @Override
    public List<LeaseRow> all(Tx tx) {
        return rows.all().stream()
                .map(row ->
                        new LeaseRow(
                                row.role(),
                                row.holder(),
                                row.epoch(),
                                row.expiresAt(),
                                isLive(row)))
                .toList();
    }

    private Optional<LeaseRow> held(Lease lease) {
        return rows.find(lease.role())
                .filter(row ->
                        row.epoch().equals(lease.epoch()) && row.holder().equals(lease.holder()));
    }

    private boolean isLive(LeaseRow row) {
        return row.expiresAt().isAfter(time.instant());
    }

    private void put(Tx tx, String role, String holder, Epoch epoch, Duration ttl) {
        rows.put(
                tx,
                role,
                new LeaseRow(role, holder, epoch, Micros.of(time.instant().plus(ttl)), true));
    }
}
