package dev.mcm.bench.scheduler;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which deployments have been changed and not changed back, over all loops of a run: a loop that
/// asked again for what is there would wait for an answer that cannot come. For one thread.
final class ChangeTurns {
    private final Set<String> up = new HashSet<>();

    /// The deployment's next change is made.
    ///
    /// @return true = it is changed, false = it is changed back
    boolean next(String deployment) {
        if (up.remove(deployment)) {
            return false;
        }
        up.add(deployment);
        return true;
    }

    /// Those of them that are changed are changed back.
    List<BenchDeployment> takeBack(Collection<BenchDeployment> deployments) {
        return deployments.stream().filter(each -> up.remove(each.id())).toList();
    }
}
