package dev.mcm.state.slot;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.util.List;
import java.util.Optional;

/// Table `gns_slots`, in order of name.
public final class GnsSlotStore {
    /// Inserts or replaces.
    public void put(Tx tx, GnsSlot row) {
        tx.session().upsert(new GnsSlotEntity(row));
    }

    public Optional<GnsSlot> find(Tx tx, String name) {
        return Optional.ofNullable(tx.session().get(GnsSlotEntity.class, name))
                .map(GnsSlotEntity::toRow);
    }

    public List<GnsSlot> all(Tx tx) {
        return tx
                .session()
                .createSelectionQuery("from GnsSlotEntity order by name", GnsSlotEntity.class)
                .list()
                .stream()
                .map(GnsSlotEntity::toRow)
                .toList();
    }

    /// @return whether there was one
    public boolean delete(Tx tx, String name) {
        return Statements.update(tx, "DELETE FROM gns_slots WHERE name = ?", name) == 1;
    }
}
