package dev.mcm.atc.port;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.instancetype.InstanceType;
import java.util.List;
import java.util.Optional;

/// What calls about instance types read and write.
public interface InstanceTypeTables {
    Optional<InstanceType> find(InstanceTypeName name);

    /// In order of name.
    List<InstanceType> all();

    /// Inserts or replaces.
    void put(InstanceType row);
}
