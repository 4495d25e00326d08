package dev.mcm.gsm.adapter.postgres;

import dev.mcm.gsm.port.PlaneDirectory;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.PlaneStore;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// [PlaneDirectory] on table `planes`.
public final class PostgresPlaneDirectory implements PlaneDirectory {
    private final Transactions control;
    private final PlaneStore planes;
    private final PlaneIdentityStore identities;

    public PostgresPlaneDirectory(
            Transactions control, PlaneStore planes, PlaneIdentityStore identities) {
        this.identities = identities;
        this.control = control;
        this.planes = planes;
    }

    @Override
    public Set<PlaneId> planes() {
        return control.read(tx ->
                planes.all(tx).stream().map(Plane::id).collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Map<PlaneId, String> clusters() {
        return control.read(identities::all).stream()
                .filter(identity -> !identity.clusterId().isEmpty())
                .collect(
                        Collectors.toUnmodifiableMap(
                                PlaneIdentity::planeId, PlaneIdentity::clusterId));
    }
}
