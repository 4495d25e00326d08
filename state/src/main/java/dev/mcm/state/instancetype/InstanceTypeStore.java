package dev.mcm.state.instancetype;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.List;
import java.util.Optional;

/// Table `instance_types`, in order of name.
public final class InstanceTypeStore {
    private static final String PUT =
            """
            INSERT INTO instance_types (name, cpu_milli, memory_mib, gpu_count, gpu_milli, gpu_type, updated_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET cpu_milli = excluded.cpu_milli, memory_mib = excluded.memory_mib,
                gpu_count = excluded.gpu_count, gpu_milli = excluded.gpu_milli, gpu_type = excluded.gpu_type,
                updated_at = excluded.updated_at
            """;

    /// Inserts or replaces, also while another does the same.
    public void put(Tx tx, InstanceType row) {
        ColumnArrays<InstanceType> arrays =
                ColumnArrays.of(List.of(row))
                        .text(InstanceType::name)
                        .bigint(InstanceType::cpuMilli)
                        .bigint(InstanceType::memoryMib)
                        .integer(InstanceType::gpuCount)
                        .integer(InstanceType::gpuMilli)
                        .text(InstanceType::gpuType)
                        .time(InstanceType::updatedAt);
        Statements.update(tx, PUT, arrays);
    }

    public Optional<InstanceType> find(Tx tx, InstanceTypeName name) {
        return rows(tx).find(name.value()).map(InstanceTypeEntity::toRow);
    }

    public List<InstanceType> all(Tx tx) {
        return rows(tx).all().stream().map(InstanceTypeEntity::toRow).toList();
    }

    /// @return whether there was one
    public boolean delete(Tx tx, InstanceTypeName name) {
        return rows(tx).delete(name.value()) == 1;
    }

    private static InstanceTypeRepository rows(Tx tx) {
        return new InstanceTypeRepository_(tx.session());
    }
}
