package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.status.FailingStart;
import dev.mcm.atc.core.status.FailingStartPolicy;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    /// Those of which time alone changes what is to be said.
    private static final String FOLLOWED =
            """
            SELECT deployment_id FROM deployment_milestones
            WHERE failing_version > 0 AND (NOT failing_lasting OR failing_calm_since IS NOT NULL)
                OR starting_since < ? AND NOT failing_lasting
            """;

    private static final String AMISS =
            """
            SELECT deployment_id FROM deployment_observed WHERE reason <> '' AND pods > 0 %1$s
            UNION SELECT deployment_id FROM placement_summaries WHERE pending > 0 AND placed = 0 %1$s
            UNION SELECT deployment_id FROM pushes WHERE failed_attempts > 0 %1$s
            """;
    private static final String REMEMBERED =
            "UNION SELECT deployment_id FROM deployment_milestones WHERE failing_version > 0 ";
    private static final String ALL = AMISS.formatted("") + REMEMBERED;
    private static final String THESE = "AND deployment_id = ANY (string_to_array(?, ',')) ";
    private static final String SOME = AMISS.formatted(THESE) + REMEMBERED + THESE;

    private static final String WRITE =
            """
            INSERT INTO deployment_milestones (deployment_id, ready_version, at_zero, failing_version, failing_since,
                failing_calm_since, failing_lasting, failing_trouble, updated_at)
            SELECT n.id, 0, false, n.version, n.since, n.calm_since, n.lasting, n.trouble, n.now
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS n (id, version, since, calm_since, lasting, trouble, now)
            JOIN deployments d ON d.id = n.id
            ORDER BY n.id
            ON CONFLICT (deployment_id) DO UPDATE SET failing_version = excluded.failing_version,
                failing_since = excluded.failing_since, failing_calm_since = excluded.failing_calm_since,
                failing_lasting = excluded.failing_lasting, failing_trouble = excluded.failing_trouble,
                updated_at = excluded.updated_at
            """;

    private final DeploymentReader reader;
    private final FailingStartPolicy policy;
    private Instant looked = Instant.EPOCH;

    FailingStarts(DeploymentReader reader, FailingStartPolicy policy) {
        this.reader = reader;
        this.policy = policy;
    }

    private record Change(DeploymentId id, Optional<FailingStart> to) {
        static Optional<Instant> calmSince(FailingStart failing) {
            return Optional.ofNullable(failing.calmSince());
        }
    }

    /// @return number of deployments of which something else is known now
    int followAll(Tx tx, Instant now) {
        return follow(tx, Statements.query(tx, ALL, FailingStarts::id), now);
    }

    /// The same for some, and for all that have been failing.
    int follow(Tx tx, Collection<DeploymentId> some, Instant now) {
        Set<DeploymentId> candidates = new LinkedHashSet<>();
        if (!some.isEmpty()) {
            String ids = Ids.joined(some);
            candidates.addAll(Statements.query(tx, SOME, FailingStarts::id, ids, ids, ids, ids));
        }
        if (Duration.between(looked, now).abs().compareTo(LOOK_EVERY) >= 0) {
            looked = now;
            OffsetDateTime overdue =
                    now.minus(FailingStartPolicy.READY_DEADLINE).atOffset(ZoneOffset.UTC);
            candidates.addAll(Statements.query(tx, FOLLOWED, FailingStarts::id, overdue));
        }
        return follow(tx, List.copyOf(candidates), now);
    }

    private static DeploymentId id(ResultSet row) throws SQLException {
        return new DeploymentId(row.getString(1));
    }

    private int follow(Tx tx, List<DeploymentId> candidates, Instant now) {
        int changed = 0;
        for (int from = 0; from < candidates.size(); from += CHUNK) {
            List<DeploymentId> chunk =
                    candidates.subList(from, Math.min(candidates.size(), from + CHUNK));
            changed += write(tx, changes(tx, chunk, now), now);
        }
        return changed;
    }

    private List<Change> changes(Tx tx, List<DeploymentId> ids, Instant now) {
        List<Change> changes = new ArrayList<>();
        reader.facts(tx, ids)
                .forEach((id, facts) -> {
                    Optional<FailingStart> next = policy.next(facts, now);
                    if (!next.equals(Optional.ofNullable(facts.milestones().failing()))) {
                        changes.add(new Change(id, next));
                    }
                });
        return changes;
    }

    private static int write(Tx tx, List<Change> changes, Instant now) {
        if (changes.isEmpty()) {
            return 0;
        }
        ColumnArrays<Change> arrays =
                ColumnArrays.of(changes)
                        .text(Change::id)
                        .bigint(change -> change.to().map(FailingStart::version).orElse(0L))
                        .optionalTime(change -> change.to().map(FailingStart::since))
                        .optionalTime(change -> change.to().flatMap(Change::calmSince))
                        .bool(change -> change.to().map(FailingStart::lasting).orElse(false))
                        .text(change -> change.to().map(FailingStart::trouble).orElse(""))
                        .time(_ -> now);
        return Statements.update(tx, WRITE, arrays);
    }
}
