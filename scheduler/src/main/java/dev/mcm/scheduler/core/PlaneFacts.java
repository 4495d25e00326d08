package dev.mcm.scheduler.core;

import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of one plane.
///
/// @param identity whether what answers at its address is the plane
/// @param heartbeat null = its LSM was never heard
/// @param probe null = its API was never probed
/// @param previous state stored by an earlier decision; null = none
/// @param capacity free nodes as last reported, classes of equal nodes
public record PlaneFacts(
        String id,
        String provider,
        String region,
        boolean sharesGpus,
        boolean cordoned,
        IdentityState identity,
        @Nullable Contact heartbeat,
        @Nullable Contact probe,
        @Nullable PlaneStateRow previous,
        List<NodeClass> capacity) {
    public PlaneFacts {
        capacity = List.copyOf(capacity);
    }

    Optional<Contact> silence() {
        return Optional.ofNullable(heartbeat).filter(Contact::lost);
    }

    Optional<Contact> unreachability() {
        return Optional.ofNullable(probe).filter(contact -> !contact.up());
    }

    boolean wasLost() {
        return previous != null && previous.state() == PlaneState.LOST;
    }
}
