package dev.mcm.state.placement;

import java.util.Optional;
import java.util.stream.Stream;

/// Why a plane took no (more) replicas of a deployment. Ordered from closest to a placement to
/// farthest from it. Stored by name in `placement_verdicts`.
public enum VerdictReason implements SummaryReason {
    /// It holds replicas, and no more are wanted.
    PLACED,
    /// It was not asked: no more replicas are wanted, and all are elsewhere.
    NOT_ASKED,
    /// It has room, and no more are wanted.
    ROOM,
    /// Replicas placed there wait for a node or fail for too long: another place is sought.
    SOUGHT_ELSEWHERE,
    /// Replicas were given up there lately: it gets none of the deployment for a while.
    BACKED_OFF,
    /// What is free there is kept for a more urgent deployment that waits for more of it.
    KEPT_FOR_URGENT,
    /// Nodes would do that have as many pods as they take.
    NO_POD_SLOTS,
    /// The nodes that would do are full.
    NO_CAPACITY,
    /// Nodes have room, and the quota of the organisation's namespace there leaves none.
    QUOTA,
    /// The nodes that would do are closed: cordoned, not ready, or pods fail there.
    NODES_CLOSED,
    /// Room for single nodes, not for all nodes of one replica.
    GANG_TOO_LARGE,
    /// The deployment's spread rules allow no more on this plane.
    SPREAD_LIMIT,
    /// Nobody has asked its cluster yet which one it is.
    IDENTITY_UNKNOWN,
    /// Silent or unreachable: held as it is.
    UNKNOWN_HOLD,
    /// Silent and unreachable for long.
    LOST,
    /// Never heard.
    NOT_LIVE,
    /// Another cluster than the plane answers at its address: held as it is.
    IDENTITY_REFUSED,
    /// Closed by an operator.
    CORDONED,
    /// All nodes that would do have taints that are not tolerated.
    TAINTED,
    /// Nodes with the GPU model give out only shares of GPUs, or only whole ones.
    GPU_OFFER_ABSENT,
    /// No nodes with the GPU model.
    GPU_TYPE_ABSENT,
    /// The plane gives out whole GPUs only.
    GPU_SHARING_ABSENT,
    /// The organisation or the deployment does not allow the region.
    REGION_NOT_ALLOWED,
    /// The deployment does not allow the provider.
    PROVIDER_NOT_ALLOWED,
    /// The deployment names the plane as denied, or does not name it as allowed.
    PLANE_DENIED,
    /// The plane is reserved for other organisations.
    RESERVED;

    /// Empty for a text that another version of MCM has written.
    public static Optional<VerdictReason> of(String stored) {
        return Stream.of(values()).filter(reason -> reason.name().equals(stored)).findFirst();
    }
}
