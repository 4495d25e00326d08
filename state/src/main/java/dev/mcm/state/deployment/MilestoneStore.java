package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Table `deployment_milestones`. Rows are made from others in one statement, so that 30,000
/// deployments need not be read to change the few that have moved.
public final class MilestoneStore {
    private static final String REMEMBER =
            """
            INSERT INTO deployment_milestones AS t (deployment_id, ready_version, at_zero, starting_since, updated_at)
            SELECT n.id, n.ready_version, n.at_zero, n.starting_since, ?
            FROM (
                SELECT d.id,
                    CASE WHEN coalesce(c.is_current, false) OR was.instance_types IS NOT NULL AND EXISTS (
                            SELECT * FROM unnest(was.instance_types, was.revisions)
                            INTERSECT SELECT * FROM unnest(cur.instance_types, cur.revisions)) THEN d.version
                        ELSE greatest(coalesce(m.ready_version, 0), coalesce(c.ready_version, 0)) END AS ready_version,
                    CASE WHEN coalesce(o.ready, 0) > 0 THEN false WHEN s.desired = 0 THEN true ELSE coalesce(m.at_zero, false) END AS at_zero,
                    CASE WHEN coalesce(o.ready, 0) = 0 AND coalesce(s.desired, 0) > 0 THEN coalesce(m.starting_since, ?) END AS starting_since,
                    m.ready_version AS old_version, m.at_zero AS old_zero, m.starting_since AS old_since
                FROM deployments d
                LEFT JOIN deployment_milestones m ON m.deployment_id = d.id
                LEFT JOIN scale_targets s ON s.deployment_id = d.id
                LEFT JOIN deployment_versions cur ON cur.deployment_id = d.id AND cur.number = d.version
                LEFT JOIN deployment_versions was
                    ON was.deployment_id = d.id AND was.number = m.ready_version AND m.ready_version < d.version
                LEFT JOIN LATERAL (
                    SELECT sum(ready) AS ready FROM deployment_observed WHERE deployment_id = d.id) o ON true
                LEFT JOIN LATERAL (
                    SELECT max(x.spec_version) AS ready_version,
                        bool_or(coalesce(v.revisions[array_position(v.instance_types, x.instance_type)], x.revision)
                            = cur.revisions[array_position(cur.instance_types, x.instance_type)]) AS is_current
                    FROM observed_cells x
                    LEFT JOIN deployment_versions v ON v.deployment_id = d.id AND v.number = x.spec_version
                    WHERE x.deployment_id = d.id AND x.ready > 0) c ON true
                WHERE %s
            ) n
            WHERE (n.ready_version, n.at_zero, n.starting_since)
                IS DISTINCT FROM (coalesce(n.old_version, 0), coalesce(n.old_zero, false), n.old_since)
            ORDER BY n.id
            ON CONFLICT (deployment_id) DO UPDATE SET ready_version = excluded.ready_version, at_zero = excluded.at_zero,
                starting_since = excluded.starting_since, updated_at = excluded.updated_at
            """;
    private static final String REMEMBER_ALL = REMEMBER.formatted("true");
    private static final String REMEMBER_SOME = REMEMBER.formatted("d.id = ANY (?)");

    private static final String FOLLOWED =
            """
            SELECT m.deployment_id FROM deployment_milestones m JOIN deployments d ON d.id = m.deployment_id
            WHERE m.failing_version > 0 AND (NOT m.failing_lasting OR m.failing_calm_since IS NOT NULL)
                OR m.starting_since + make_interval(secs => d.progress_deadline_seconds) < ? AND NOT m.failing_lasting
            """;
    private static final String SUSPECT =
            """
            SELECT deployment_id FROM deployment_observed WHERE reason <> '' AND pods > 0 %1$s
            UNION SELECT deployment_id FROM placement_summaries WHERE pending > 0 AND placed = 0 %1$s
            UNION SELECT deployment_id FROM pushes WHERE failed_attempts > 0 %1$s
            UNION SELECT deployment_id FROM deployment_milestones WHERE failing_version > 0 %1$s
            """;
    private static final String SUSPECT_ALL = SUSPECT.formatted("");
    private static final String SUSPECT_SOME = SUSPECT.formatted("AND deployment_id = ANY (?)");

    private static final String WRITE_FAILING =
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

    /// What is known now of a start that fails.
    ///
    /// @param to null = it does not fail any more
    public record FailingChange(DeploymentId id, @Nullable FailingStart to) {
        private Optional<FailingStart> failing() {
            return Optional.ofNullable(to);
        }
    }

    /// Remembers which version was ever ready, whether it runs nothing on purpose and since when it
    /// starts, of all deployments. A version whose replicas are made of the same as those of one
    /// that was ready was ready too.
    ///
    /// @return number of deployments of which something new was remembered
    public int rememberAll(Tx tx, Instant now) {
        OffsetDateTime time = Micros.parameter(now);
        return Statements.update(tx, REMEMBER_ALL, time, time);
    }

    /// The same for some.
    public int remember(Tx tx, Collection<DeploymentId> deployments, Instant now) {
        OffsetDateTime time = Micros.parameter(now);
        return Statements.update(tx, REMEMBER_SOME, time, time, Statements.keys(deployments));
    }

    /// Deployments of which time alone changes what is to be said: those whose start fails, and
    /// those that have been starting for longer than their progress deadline.
    public List<DeploymentId> followed(Tx tx, Instant now) {
        return Statements.query(tx, FOLLOWED, MilestoneStore::id, Micros.parameter(now));
    }

    /// Deployments of which something looks amiss or did.
    public List<DeploymentId> suspects(Tx tx) {
        return Statements.query(tx, SUSPECT_ALL, MilestoneStore::id);
    }

    /// Those of `deployments` of which something looks amiss or did.
    public List<DeploymentId> suspects(Tx tx, Collection<DeploymentId> deployments) {
        String[] keys = Statements.keys(deployments);
        return Statements.query(tx, SUSPECT_SOME, MilestoneStore::id, keys, keys, keys, keys);
    }

    /// At most one change per deployment. Those of deployments that no longer exist are dropped.
    ///
    /// @return number of rows written
    public int writeFailing(Tx tx, List<FailingChange> changes, Instant now) {
        if (changes.isEmpty()) {
            return 0;
        }
        ColumnArrays<FailingChange> arrays =
                ColumnArrays.of(changes)
                        .text(FailingChange::id)
                        .bigint(change ->
                                change.failing().map(FailingStart::specVersion).orElse(0L))
                        .nullableTime(
                                change -> change.failing().map(FailingStart::since).orElse(null))
                        .nullableTime(change ->
                                change.failing().map(FailingStart::calmSince).orElse(null))
                        .bool(change -> change.failing().map(FailingStart::lasting).orElse(false))
                        .text(change -> change.failing().map(FailingStart::trouble).orElse(""))
                        .time(_ -> now);
        return Statements.update(tx, WRITE_FAILING, arrays);
    }

    /// @param row with the columns of the table under their names, all NULL where there is none
    public static Milestones read(ResultSet row) throws SQLException {
        return new Milestones(
                row.getLong("ready_version"),
                row.getBoolean("at_zero"),
                Statements.nullableInstant(row, "starting_since"),
                failing(row));
    }

    private static @Nullable FailingStart failing(ResultSet row) throws SQLException {
        Instant since = Statements.nullableInstant(row, "failing_since");
        return since == null
                ? null
                : new FailingStart(
                        row.getLong("failing_version"),
                        since,
                        Statements.nullableInstant(row, "failing_calm_since"),
                        row.getBoolean("failing_lasting"),
                        row.getString("failing_trouble"));
    }

    private static DeploymentId id(ResultSet row) throws SQLException {
        return new DeploymentId(row.getString("deployment_id"));
    }
}
