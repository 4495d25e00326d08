package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.v1.ClusterIdentity;
import dev.mcm.atc.v1.Plane;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Which clusters planes are, as the API shows it.
final class PlaneIdentityViews {
    private final PlaneIdentityStore store = new PlaneIdentityStore();

    Plane add(Tx tx, Plane plane) {
        return addAll(tx, List.of(plane)).getFirst();
    }

    List<Plane> addAll(Tx tx, List<Plane> planes) {
        Map<String, PlaneIdentity> known =
                store.all(tx).stream()
                        .collect(
                                Collectors.toMap(
                                        identity -> identity.planeId().value(),
                                        Function.identity()));
        return planes.stream()
                .map(plane ->
                        Optional.ofNullable(known.get(plane.getId()))
                                .map(identity -> with(plane, identity))
                                .orElse(plane))
                .toList();
    }

    private static Plane with(Plane plane, PlaneIdentity identity) {
        return plane.toBuilder()
                .setClusterId(identity.clusterId())
                .setIdentity(toProto(identity.state()))
                .setIdentityMessage(identity.message())
                .build();
    }

    private static ClusterIdentity toProto(IdentityState state) {
        return switch (state) {
            case UNKNOWN -> ClusterIdentity.CLUSTER_IDENTITY_UNKNOWN;
            case KNOWN -> ClusterIdentity.CLUSTER_IDENTITY_KNOWN;
            case UNREADABLE -> ClusterIdentity.CLUSTER_IDENTITY_UNREADABLE;
            case TAKEN -> ClusterIdentity.CLUSTER_IDENTITY_TAKEN;
            case CHANGED -> ClusterIdentity.CLUSTER_IDENTITY_CHANGED;
        };
    }
}
