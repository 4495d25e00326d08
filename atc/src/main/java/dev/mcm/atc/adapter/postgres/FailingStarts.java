package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.status.FailingStartPolicy;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.FailingStart;
import dev.mcm.state.deployment.MilestoneStore;
import dev.mcm.state.deployment.MilestoneStore.FailingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Follows starts that fail, in `deployment_milestones`. Only deployments are read of which
/// something looks amiss or did. For one thread.
final class FailingStarts {
    private static final int CHUNK = 500;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final StatusReader reader;
    private final FailingStartPolicy policy;
    private final MilestoneStore milestones = new MilestoneStore();
    private Instant looked = Instant.EPOCH;

    FailingStarts(StatusReader reader, FailingStartPolicy policy) {
        this.reader = reader;
        this.policy = policy;
    }

    /// @return number of deployments of which something else is known now
    int followAll(Tx tx, Instant now) {
        return follow(tx, milestones.suspects(tx), now);
    }

    /// The same for some, and for all that have been failing.
    int follow(Tx tx, Collection<DeploymentId> some, Instant now) {
        Set<DeploymentId> candidates = new LinkedHashSet<>();
        if (!some.isEmpty()) {
            candidates.addAll(milestones.suspects(tx, some));
        }
        if (Duration.between(looked, now).abs().compareTo(LOOK_EVERY) >= 0) {
            looked = now;
            candidates.addAll(milestones.followed(tx, now));
        }
        return follow(tx, List.copyOf(candidates), now);
    }

    private int follow(Tx tx, List<DeploymentId> candidates, Instant now) {
        int changed = 0;
        for (int from = 0; from < candidates.size(); from += CHUNK) {
            List<DeploymentId> chunk =
                    candidates.subList(from, Math.min(candidates.size(), from + CHUNK));
            changed += milestones.writeFailing(tx, changes(tx, chunk, now), now);
        }
        return changed;
    }

    private List<FailingChange> changes(Tx tx, List<DeploymentId> ids, Instant now) {
        List<FailingChange> changes = new ArrayList<>();
        reader.facts(tx, ids)
                .forEach((id, facts) -> {
                    Optional<FailingStart> next = policy.next(facts, now);
                    if (!next.equals(Optional.ofNullable(facts.milestones().failing()))) {
                        changes.add(new FailingChange(id, next.orElse(null)));
                    }
                });
        return changes;
    }
}
