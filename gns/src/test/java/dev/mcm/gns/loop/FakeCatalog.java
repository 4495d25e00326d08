package dev.mcm.gns.loop;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.gns.core.ObservedSlot;
import dev.mcm.gns.core.RegisteredSlot;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.core.WalStatus;
import dev.mcm.gns.port.SlotCatalog;
import dev.mcm.shared.id.Lsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Postgres with slots, in memory.
final class FakeCatalog implements SlotCatalog {
    final Map<SlotName, ObservedSlot> slots = new HashMap<>();
    final List<RegisteredSlot> registered = new ArrayList<>();
    final List<ChangeEvent> rows = new ArrayList<>();
    @Nullable Set<String> published = Set.of("planes");
    Lsn current = new Lsn(1_000);
    boolean down;
    boolean failsToRegister;
    int heartbeats;

    @Override
    public SlotObservation observe() {
        if (down) {
            throw new IllegalStateException("database is down");
        }
        var server = new SlotObservation.Server("sys", "mcm", current, "logical");
        return new SlotObservation(server, published, registered, List.copyOf(slots.values()));
    }

    void put(SlotName name, WalStatus status, @Nullable Integer pid, Lsn confirmed) {
        var retention = new ObservedSlot.Retention(confirmed, confirmed, null);
        slots.put(name, new ObservedSlot(name, "mcm", status, pid, retention));
    }

    @Override
    public void evict(SlotName slot, int pid) {
        put(slot, slots.get(slot).walStatus(), null, current);
    }

    @Override
    public void drop(SlotName slot) {
        slots.remove(slot);
    }

    @Override
    public NewSlot create(SlotName slot) {
        put(slot, WalStatus.RESERVED, null, current);
        return new FakeNewSlot(slot);
    }

    @Override
    public void heartbeat() {
        heartbeats++;
    }

    private final class FakeNewSlot implements NewSlot {
        private final SlotName slot;

        FakeNewSlot(SlotName slot) {
            this.slot = slot;
        }

        @Override
        public Lsn consistentPoint() {
            return current;
        }

        @Override
        public Iterable<ChangeEvent> rows() {
            return rows;
        }

        @Override
        public void register() {
            if (failsToRegister) {
                throw new IllegalStateException("lease lost");
            }
            registered.clear();
            registered.add(new RegisteredSlot(slot, "sys", current));
        }

        @Override
        public void close() {}
    }
}
