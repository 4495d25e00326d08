package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.InstanceTypeTables;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.Tx;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.instancetype.InstanceTypeStore;
import java.util.List;
import java.util.Optional;

/// [InstanceTypeTables] on Postgres.
public record PostgresInstanceTypeTables(Tx tx) implements InstanceTypeTables {
    private static final InstanceTypeStore TYPES = new InstanceTypeStore();

    @Override
    public Optional<InstanceType> find(InstanceTypeName name) {
        return TYPES.find(tx, name);
    }

    @Override
    public List<InstanceType> all() {
        return TYPES.all(tx);
    }

    @Override
    public void put(InstanceType row) {
        TYPES.put(tx, row);
    }
}
