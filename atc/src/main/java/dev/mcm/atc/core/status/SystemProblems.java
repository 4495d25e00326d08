package dev.mcm.atc.core.status;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.lease.LeaseRole;
import dev.mcm.state.plane.PlaneState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What is not as it should be in the system as a whole, one sentence each.
public final class SystemProblems {
    /// Roles that somebody must hold.
    static final List<String> ROLES = Stream.of(LeaseRole.values()).map(LeaseRole::text).toList();

    private static final long LAG_LIMIT = 64L * 1024 * 1024;

    private SystemProblems() {}

    /// @param registered slots that GNS has made
    public record Slots(List<Slot> slots, List<String> registered) {}

    /// A replication slot.
    public record Slot(String name, boolean active, String walStatus, long lagBytes) {}

    /// A plane.
    ///
    /// @param reachable of its API; true when it was never probed
    public record PlaneFact(PlaneId id, PlaneState state, boolean reachable, String message) {}

    /// @param holders live holder by role
    /// @param failingPushes pushes whose last attempt failed
    public static List<String> find(
            Map<String, String> holders, Slots slots, List<PlaneFact> planes, long failingPushes) {
        List<String> problems = new ArrayList<>();
        ROLES.stream()
                .filter(role -> !holders.containsKey(role))
                .forEach(role -> problems.add("nobody holds role " + role));
        ofSlots(slots, problems);
        planes.forEach(plane -> ofPlane(plane, problems));
        if (failingPushes > 0) {
            problems.add(failingPushes + " pushes failed at their last attempt");
        }
        return problems;
    }

    private static void ofSlots(Slots slots, List<String> problems) {
        if (slots.registered().isEmpty()) {
            problems.add("GNS has no replication slot: changes are found by resync only");
        }
        TreeSet<String> missing = new TreeSet<>(slots.registered());
        for (Slot slot : slots.slots()) {
            missing.remove(slot.name());
            if (!slot.active()) {
                problems.add("replication slot " + slot.name() + " is not being read");
            }
            if (slot.walStatus().equals("lost") || slot.walStatus().equals("unreserved")) {
                problems.add("WAL of replication slot " + slot.name() + " is " + slot.walStatus());
            }
            if (slot.lagBytes() > LAG_LIMIT) {
                problems.add(
                        "replication slot "
                                + slot.name()
                                + " is "
                                + slot.lagBytes() / (1024 * 1024)
                                + " MiB behind");
            }
        }
        missing.forEach(
                name -> problems.add("replication slot " + name + " does not exist any more"));
    }

    private static void ofPlane(PlaneFact plane, List<String> problems) {
        if (plane.state() != PlaneState.LIVE) {
            problems.add(
                    "plane "
                            + plane.id()
                            + " is "
                            + plane.state()
                            + (plane.message().isEmpty() ? "" : ": " + plane.message()));
        }
        if (!plane.reachable()) {
            problems.add("API of plane " + plane.id() + " cannot be reached");
        }
    }
}
