package dev.mcm.atc.core.routing;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.RoutingTable;

/// What to do about a routing shard of a plane.
public sealed interface ShardDecision {
    /// The plane has these routes already.
    record Keep() implements ShardDecision {}

    /// To be written over what is there.
    record Write(RoutingTable table) implements ShardDecision {}

    /// A pusher of a later reign has written other routes: they are not to be replaced.
    ///
    /// @param onPlane the epoch of that reign
    record Refuse(Epoch onPlane) implements ShardDecision {}
}
