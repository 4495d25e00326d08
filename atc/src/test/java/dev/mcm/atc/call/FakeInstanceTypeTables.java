package dev.mcm.atc.call;

import dev.mcm.atc.port.InstanceTypeTables;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.instancetype.InstanceType;
import java.util.List;
import java.util.Optional;

/// [InstanceTypeTables] of [FakeControl].
record FakeInstanceTypeTables(FakeTx tx) implements InstanceTypeTables {
    @Override
    public Optional<InstanceType> find(InstanceTypeName name) {
        return Optional.ofNullable(tx.rows.instanceTypes.get(name));
    }

    @Override
    public List<InstanceType> all() {
        return List.copyOf(tx.rows.instanceTypes.values());
    }

    @Override
    public void put(InstanceType row) {
        tx.requireWritable();
        tx.rows.instanceTypes.put(row.name(), row);
    }
}
