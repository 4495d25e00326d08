package dev.mcm.atc.core.status;

import dev.mcm.shared.error.Excerpt;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.FailingStart;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows the trouble of a version from when it is first seen: what lasts is told as a failure,
/// what passes is forgotten.
///
/// @param patience trouble that is seen for longer lasts, and trouble that was not seen for longer
///   is over
public record FailingStartPolicy(Duration patience) {
    private static final int MAX_TROUBLE = 1000;

    /// What to remember from now on; empty = nothing.
    public Optional<FailingStart> next(StatusFacts facts, Instant now) {
        if (facts.lifecycle() != DeploymentLifecycle.ACTIVE || facts.readyCurrent() > 0) {
            return Optional.empty();
        }
        FailingStart before = facts.failing().orElse(null);
        return StartTrouble.of(facts, now)
                .map(trouble -> seen(before, trouble, facts.specVersion(), now))
                .or(() -> Optional.ofNullable(unseen(before, facts, now)));
    }

    private FailingStart seen(
            @Nullable FailingStart before, StartTrouble trouble, long specVersion, Instant now) {
        FailingStart known = before == null || isOver(before, now) ? null : before;
        Instant since = known == null ? now : known.since();
        boolean lasting =
                trouble.isFinal()
                        || (known != null && known.lasting())
                        || Duration.between(since, now).compareTo(patience) >= 0;
        return new FailingStart(
                specVersion, since, null, lasting, Excerpt.cut(trouble.sentence(), MAX_TROUBLE));
    }

    /// While no replica is wanted, nothing can be seen: what was seen last is kept.
    private @Nullable FailingStart unseen(
            @Nullable FailingStart before, StatusFacts facts, Instant now) {
        if (before == null) {
            return null;
        }
        boolean wanted = facts.wanted() > 0;
        if (wanted && isOver(before, now)) {
            return null;
        }
        Instant calmSince = before.calmSince() == null ? now : before.calmSince();
        return new FailingStart(
                before.specVersion(),
                before.since(),
                calmSince,
                before.lasting(),
                before.trouble());
    }

    private boolean isOver(FailingStart failing, Instant now) {
        return failing.calmSince() != null
                && Duration.between(failing.calmSince(), now).compareTo(patience) >= 0;
    }
}
