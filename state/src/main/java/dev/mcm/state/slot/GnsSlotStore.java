package dev.mcm.state.slot;

import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;
import java.util.Optional;

/// Table `gns_slots`, in order of name.
public final class GnsSlotStore {
    private static final String PUT =
            """
            INSERT INTO gns_slots (name, epoch, system_identifier, consistent_point, created_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, system_identifier = excluded.system_identifier,
                consistent_point = excluded.consistent_point, created_at = excluded.created_at
            """;

    /// Inserts or replaces.
    public void put(Tx tx, GnsSlot row) {
        ColumnArrays<GnsSlot> arrays =
                ColumnArrays.of(List.of(row))
                        .text(GnsSlot::name)
                        .bigint(slot -> slot.epoch().value())
                        .text(GnsSlot::systemIdentifier)
                        .text(GnsSlot::consistentPoint)
                        .time(GnsSlot::createdAt);
        Statements.update(tx, PUT, arrays);
    }

    public Optional<GnsSlot> find(Tx tx, String name) {
        return rows(tx).find(name).map(GnsSlotEntity::toRow);
    }

    public List<GnsSlot> all(Tx tx) {
        return rows(tx).all().stream().map(GnsSlotEntity::toRow).toList();
    }

    /// @return whether there was one
    public boolean delete(Tx tx, String name) {
        return rows(tx).delete(name) == 1;
    }

    private static GnsSlotRepository rows(Tx tx) {
        return new GnsSlotRepository_(tx.session());
    }
}
