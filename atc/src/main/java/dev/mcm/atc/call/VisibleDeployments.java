package dev.mcm.atc.call;

import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Deployment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deployments as far as a caller sees them: those of others do not exist for it.
final class VisibleDeployments {
    private VisibleDeployments() {}

    /// @throws McmException NOT_FOUND
    static Deployment find(DeploymentReads tables, Caller caller, DeploymentId id) {
        return visible(tables.find(id), caller, id);
    }

    /// The row, kept from changing until the transaction ends.
    ///
    /// @throws McmException NOT_FOUND
    static Deployment lock(DeploymentTables tables, Caller caller, DeploymentId id) {
        return visible(tables.lock(id), caller, id);
    }

    /// @throws McmException NOT_FOUND
    static dev.mcm.atc.v1.Deployment show(
            DeploymentReads tables, Caller caller, DeploymentId id, Instant now) {
        return Optional.ofNullable(tables.records(List.of(id)).get(id))
                .filter(record -> caller.sees(record.row().organizationId()))
                .map(record -> DeploymentCodec.toProto(record, now))
                .orElseThrow(() -> absent(id));
    }

    private static Deployment visible(Optional<Deployment> row, Caller caller, DeploymentId id) {
        return row.filter(found -> caller.sees(found.organizationId()))
                .orElseThrow(() -> absent(id));
    }

    private static McmException absent(DeploymentId id) {
        return McmException.notFound("deployment", id);
    }
}
