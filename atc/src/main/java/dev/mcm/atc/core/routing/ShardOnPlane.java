package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.RoutingTable;
import org.jspecify.annotations.Nullable;

/// A routing shard as a plane has it.
///
/// @param epoch that its ConfigMap says, also where the table cannot be read; 0 = none
/// @param tableVersion that its ConfigMap says, also where the table cannot be read; 0 = none
/// @param table null when there is none, or none that can be read
public record ShardOnPlane(Epoch epoch, long tableVersion, @Nullable RoutingTable table) {
    /// There is no ConfigMap.
    public static final ShardOnPlane NOTHING = new ShardOnPlane(RoutingTable.NO_EPOCH, 0, null);

    public static ShardOnPlane of(RoutingTable table) {
        return new ShardOnPlane(table.epoch(), table.tableVersion(), table);
    }
}
