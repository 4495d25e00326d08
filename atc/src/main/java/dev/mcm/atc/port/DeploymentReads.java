package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.type.v1.ResolvedSpec;
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

    /// Versions of a deployment's spec, newest first.
    ///
    /// @param below only those with a lower number
    List<SpecVersion> versions(DeploymentId id, long below, int limit);

    /// Those that can be read.
    Map<SpecHash, ResolvedSpec> specs(Collection<SpecHash> hashes);
}
