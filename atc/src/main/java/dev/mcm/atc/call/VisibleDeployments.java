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
import org.jspecify.annotations.Nullable;

/// Deployments as far as a caller sees them: those of others do not exist for it.
final class VisibleDeployments {
    private VisibleDeployments() {}

    /// @throws McmException NOT_FOUND
    static Deployment find(DeploymentReads tables, Caller caller, DeploymentId id) {
        return visible(tables.find(id).orElse(null), caller, id);
    }

    /// The row, kept from changing until the transaction ends.
    ///
    /// @throws McmException NOT_FOUND
    static Deployment lock(DeploymentTables tables, Caller caller, DeploymentId id) {
        return visible(tables.lock(id).orElse(null), caller, id);
    }

    /// @throws McmException NOT_FOUND
    static dev.mcm.atc.v1.Deployment show(
            DeploymentReads tables, Caller caller, DeploymentId id, Instant now) {
        return Optional.ofNullable(tables.records(List.of(id)).get(id))
                .filter(record -> caller.sees(record.row().organizationId()))
                .map(record -> DeploymentCodec.toProto(record, now))
                .orElseThrow(() -> absent(id));
    }

    private static Deployment visible(@Nullable Deployment row, Caller caller, DeploymentId id) {
        if (row == null || !caller.sees(row.organizationId())) {
            throw absent(id);
        }
        return row;
    }

    private static McmException absent(DeploymentId id) {
        return McmException.notFound("deployment", id);
    }
}
