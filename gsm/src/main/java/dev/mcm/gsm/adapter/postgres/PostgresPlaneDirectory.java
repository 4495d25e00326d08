package dev.mcm.gsm.adapter.postgres;

import dev.mcm.gsm.port.PlaneDirectory;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneStore;
import java.util.Set;
import java.util.stream.Collectors;

/// [PlaneDirectory] on table `planes`.
public final class PostgresPlaneDirectory implements PlaneDirectory {
    private final Transactions control;
    private final PlaneStore planes;

    public PostgresPlaneDirectory(Transactions control, PlaneStore planes) {
        this.control = control;
        this.planes = planes;
    }

    @Override
    public Set<PlaneId> planes() {
        return control.read(tx ->
                planes.all(tx).stream().map(Plane::id).collect(Collectors.toUnmodifiableSet()));
    }
}
