package dev.mcm.state.instancetype;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.Tx;
import java.util.List;
import java.util.Optional;

/// Table `instance_types`, in order of name.
public final class InstanceTypeStore {
    /// Inserts or replaces.
    public void put(Tx tx, InstanceType row) {
        tx.session().upsert(new InstanceTypeEntity(row));
    }

    public Optional<InstanceType> find(Tx tx, InstanceTypeName name) {
        return Optional.ofNullable(tx.session().get(InstanceTypeEntity.class, name.value()))
                .map(InstanceTypeEntity::toRow);
    }

    public List<InstanceType> all(Tx tx) {
        return tx
                .session()
                .createSelectionQuery(
                        "from InstanceTypeEntity order by name", InstanceTypeEntity.class)
                .list()
                .stream()
                .map(InstanceTypeEntity::toRow)
                .toList();
    }

    /// @return whether there was one
    public boolean delete(Tx tx, InstanceTypeName name) {
        return tx.session()
                        .createMutationQuery("delete from InstanceTypeEntity where name = :name")
                        .setParameter("name", name.value())
                        .executeUpdate()
                == 1;
    }
}
