package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Deployments, for calls that only read.
public interface DeploymentReads {
    Optional<Deployment> find(DeploymentId id);

    /// Newest first.
    ///
    /// @param after position of the last row of the page before; null = first page
    List<Deployment> list(DeploymentFilter filter, @Nullable DeploymentPosition after, int limit);

    /// Those that exist, with all that their status follows from.
    Map<DeploymentId, DeploymentRecord> records(Collection<DeploymentId> ids);
}
