package dev.mcm.atc.port;

import dev.mcm.atc.core.status.PodProblems;
import dev.mcm.shared.id.DeploymentId;
import java.util.List;

/// Pods as the planes report them.
@FunctionalInterface
public interface PodSource {
    /// @throws dev.mcm.shared.error.McmException UNAVAILABLE when the observed database does not
    ///   answer
    List<PodProblems.Pod> pods(DeploymentId deployment);
}
