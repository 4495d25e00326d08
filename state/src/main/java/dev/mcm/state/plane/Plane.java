package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Micros;
import java.time.Instant;
import java.util.List;

/// A row of `planes`.
///
/// @param credentialsRef where the plane API's credentials are; never the credentials
/// @param sharesGpus a GPU of the plane may be shared by pods
/// @param cordoned takes no new replicas, by an operator's word
/// @param organizations whose replicas may run there; empty = everybody's
/// @param provisionTimeoutSeconds how long its own node autoscaler may take to bring a node; 0 = it
///   has none
/// @param revision from 1; every update adds one
public record Plane(
        PlaneId id,
        String provider,
        String region,
        String apiUrl,
        String credentialsRef,
        String gatewayUrl,
        boolean sharesGpus,
        boolean cordoned,
        String cordonReason,
        List<String> organizations,
        int provisionTimeoutSeconds,
        long revision,
        Instant createdAt,
        Instant updatedAt) {
    public Plane {
        organizations = List.copyOf(organizations);
        createdAt = Micros.of(createdAt);
        updatedAt = Micros.of(updatedAt);
    }

    /// A plane for everybody that brings no nodes by itself.
    public Plane(
            PlaneId id,
            String provider,
            String region,
            String apiUrl,
            String credentialsRef,
            String gatewayUrl,
            boolean sharesGpus,
            boolean cordoned,
            String cordonReason,
            long revision,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                provider,
                region,
                apiUrl,
                credentialsRef,
                gatewayUrl,
                sharesGpus,
                cordoned,
                cordonReason,
                List.of(),
                0,
                revision,
                createdAt,
                updatedAt);
    }

    public Plane withCordon(boolean cordon, String reason, Instant now) {
        return new Plane(
                id,
                provider,
                region,
                apiUrl,
                credentialsRef,
                gatewayUrl,
                sharesGpus,
                cordon,
                cordon ? reason : "",
                organizations,
                provisionTimeoutSeconds,
                revision,
                createdAt,
                now);
    }
}
