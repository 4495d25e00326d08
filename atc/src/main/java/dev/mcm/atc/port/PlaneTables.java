package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneQuota;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.push.HeldRemoval;
import dev.mcm.state.push.PushStateRow;
import dev.mcm.state.view.DrainProgress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What calls about planes read and write.
public interface PlaneTables {
    Optional<Plane> find(PlaneId id);

    /// In order of id.
    List<Plane> all();

    /// In order of id.
    ///
    /// @param after last id of the page before; null = first page
    List<Plane> list(@Nullable PlaneId after, int limit);

    /// ALREADY_EXISTS when the id is taken.
    void insert(Plane row);

    /// CONFLICT unless the row still has this revision.
    void update(Plane row, long expectedRevision);

    List<PlaneStateRow> states();

    List<CapacityPart> capacity(PlaneId plane);

    /// Of all planes.
    List<CapacityPart> capacities();

    /// In order of organisation.
    List<PlaneQuota> quotas(PlaneId plane);

    /// Of all planes.
    List<PlaneIdentity> identities();

    /// Empty when there is no such plane.
    Optional<PlaneIdentity> identity(PlaneId plane);

    /// The plane that a cluster is.
    Optional<PlaneId> owner(String clusterId);

    /// Operators' words in force, of all planes.
    List<PlaneOrder> orders();

    /// The operator's word in force.
    Optional<PlaneOrder> order(PlaneId plane);

    /// Declares, in place of what was declared before; but a drain only in place of a drain.
    ///
    /// @param length null = until it is taken back
    /// @return false = a drain, while another word is in force: nothing is written
    boolean declare(
            PlaneId plane,
            PlaneOrderKind kind,
            String reason,
            String by,
            @Nullable Duration length);

    /// Takes back what was declared, if anything, but for a drain.
    void retract(PlaneId plane);

    /// Takes back a drain, if there is one, and nothing else.
    void endDrain(PlaneId plane);

    /// What these planes still have to hand over; one that has nothing left is missing.
    Map<PlaneId, DrainProgress> left(Collection<PlaneId> planes);

    /// Replaces what is known of a plane that exists. ALREADY_EXISTS when the cluster is another
    /// plane's.
    void write(PlaneIdentity identity);

    /// What ATC's pusher has said of the plane.
    Optional<PushStateRow> pushState(PlaneId plane);

    /// Leftovers on the plane that are held, or released and not gone yet, in order of deployment.
    List<HeldRemoval> heldRemovals(PlaneId plane);

    /// The same; nobody else changes them until the end of the transaction.
    List<HeldRemoval> lockHeldRemovals(PlaneId plane);

    /// Releases those of them that are held.
    void releaseRemovals(
            PlaneId plane, Collection<DeploymentId> deployments, String by, String reason);

    /// Until the end of the transaction nobody else registers or identifies a plane.
    void lock();
}
