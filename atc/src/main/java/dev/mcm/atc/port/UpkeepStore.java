package dev.mcm.atc.port;

import dev.mcm.shared.id.DeploymentId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// What keeps the control database tidy. Fenced by the pusher's lease.
public interface UpkeepStore {
    /// Remembers which version was ever ready, whether it runs nothing on purpose, since when it
    /// starts and what keeps it from starting, for all deployments.
    ///
    /// @return number of deployments of which something new was remembered
    int rememberAll(Instant now);

    /// The same for some, and for those whose start has been failing.
    int remember(Collection<DeploymentId> deployments, Instant now);

    /// Writes the versions that have no row: those of before there were rows, and those that an
    /// older ATC gives while both run.
    ///
    /// @return number of rows written
    int rememberVersions();

    /// Removes deployments that are being deleted and of which nothing is left on any plane that is
    /// not lost.
    List<DeploymentId> reap();

    /// Forgets answers to API calls given before a moment.
    int purgeAnswers(Instant before);
}
