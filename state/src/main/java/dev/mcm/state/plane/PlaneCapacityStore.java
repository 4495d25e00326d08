package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import java.util.List;

/// Table `plane_capacity`, in order of plane, GPU type and part.
public interface PlaneCapacityStore {
    List<CapacityPart> all(Tx tx);

    List<CapacityPart> ofPlane(Tx tx, PlaneId plane);

    /// Makes `parts`, all of one plane, what the plane has: inserts and replaces those that are
    /// newer by (epoch, seq) than what is there, and removes the plane's parts that are not among
    /// them. Rows that would not change in anything but their position are left alone.
    void replace(Tx tx, PlaneId plane, List<CapacityPart> parts);
}
