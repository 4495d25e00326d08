package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.status.FailingStartPolicy;
import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.request.ApiRequestStore;
import dev.mcm.state.sql.Statements;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

/// [UpkeepStore] on Postgres.
public final class PostgresUpkeepStore implements UpkeepStore {
    private static final int PURGE = 5_000;

    private static final String REMEMBER =
            """
            INSERT INTO deployment_milestones AS t (deployment_id, ready_version, at_zero, starting_since, updated_at)
            SELECT n.id, n.ready_version, n.at_zero, n.starting_since, ?
            FROM (
                SELECT d.id,
                    GREATEST(coalesce(m.ready_version, 0), coalesce(o.ready_version, 0)) AS ready_version,
                    CASE WHEN coalesce(o.ready, 0) > 0 THEN false WHEN s.desired = 0 THEN true ELSE coalesce(m.at_zero, false) END AS at_zero,
                    CASE WHEN coalesce(o.ready, 0) = 0 AND coalesce(s.desired, 0) > 0 THEN coalesce(m.starting_since, ?) END AS starting_since,
                    m.ready_version AS old_version, m.at_zero AS old_zero, m.starting_since AS old_since
                FROM deployments d
                LEFT JOIN deployment_milestones m ON m.deployment_id = d.id
                LEFT JOIN scale_targets s ON s.deployment_id = d.id
                LEFT JOIN LATERAL (
                    SELECT max(deployment_version) FILTER (WHERE ready_updated > 0) AS ready_version, sum(ready) AS ready
                    FROM deployment_observed WHERE deployment_id = d.id) o ON true
                WHERE %s
            ) n
            WHERE (n.ready_version, n.at_zero, n.starting_since)
                IS DISTINCT FROM (coalesce(n.old_version, 0), coalesce(n.old_zero, false), n.old_since)
            ORDER BY n.id
            ON CONFLICT (deployment_id) DO UPDATE SET ready_version = excluded.ready_version, at_zero = excluded.at_zero,
                starting_since = excluded.starting_since, updated_at = excluded.updated_at
            """;
    private static final String REMEMBER_ALL = REMEMBER.formatted("true");
    private static final String REMEMBER_SOME =
            REMEMBER.formatted("d.id = ANY (string_to_array(?, ','))");

    private static final String REAP =
            """
            DELETE FROM deployments d WHERE d.lifecycle = 'DELETING'
                AND NOT EXISTS (SELECT FROM placements p WHERE p.deployment_id = d.id AND p.replicas > 0)
                AND NOT EXISTS (
                    SELECT FROM placements p
                    LEFT JOIN pushes u ON u.deployment_id = p.deployment_id AND u.plane_id = p.plane_id
                    LEFT JOIN plane_states s ON s.plane_id = p.plane_id
                    WHERE p.deployment_id = d.id AND coalesce(s.state, '') <> 'LOST'
                        AND (coalesce(u.applied_version, 0) < p.version OR u.error <> ''))
                AND NOT EXISTS (
                    SELECT FROM pushes u LEFT JOIN plane_states s ON s.plane_id = u.plane_id
                    WHERE u.deployment_id = d.id AND coalesce(s.state, '') <> 'LOST'
                        AND (u.applied_version < u.wanted_version OR u.error <> ''))
                AND NOT EXISTS (
                    SELECT FROM deployment_observed o LEFT JOIN plane_states s ON s.plane_id = o.plane_id
                    WHERE o.deployment_id = d.id AND coalesce(s.state, '') <> 'LOST' AND o.pods + o.terminating > 0)
            RETURNING d.id
            """;
    private static final String DELETING =
            "SELECT 1 FROM deployments WHERE lifecycle = 'DELETING' LIMIT 1";

    private final Transactions transactions;
    private final Fencing fencing;
    private final FailingStarts failing;
    private final ApiRequestStore answers = new ApiRequestStore();

    public PostgresUpkeepStore(
            Transactions transactions,
            Fencing fencing,
            DeploymentReader reader,
            FailingStartPolicy policy) {
        this.transactions = transactions;
        this.fencing = fencing;
        this.failing = new FailingStarts(reader, policy);
    }

    @Override
    public int rememberAll(Instant now) {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        return transactions.write(tx -> {
            fencing.verify(tx);
            return Statements.update(tx, REMEMBER_ALL, time, time) + failing.followAll(tx, now);
        });
    }

    @Override
    public int remember(Collection<DeploymentId> deployments, Instant now) {
        OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
        return transactions.write(tx -> {
            fencing.verify(tx);
            return Statements.update(tx, REMEMBER_SOME, time, time, Ids.joined(deployments))
                    + failing.follow(tx, deployments, now);
        });
    }

    @Override
    public List<DeploymentId> reap() {
        if (transactions
                .read(tx -> Statements.query(tx, DELETING, row -> row.getInt(1)))
                .isEmpty()) {
            return List.of();
        }
        return transactions.write(tx -> {
            fencing.verify(tx);
            return Statements.query(tx, REAP, row -> new DeploymentId(row.getString(1)));
        });
    }

    @Override
    public int purgeAnswers(Instant before) {
        return transactions.write(tx -> answers.purge(tx, before, PURGE));
    }
}
