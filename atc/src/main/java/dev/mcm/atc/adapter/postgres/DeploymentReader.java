package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.status.FailingStart;
import dev.mcm.atc.core.status.Milestones;
import dev.mcm.atc.core.status.Outcome;
import dev.mcm.atc.core.status.PlaneFacts;
import dev.mcm.atc.core.status.PlaneFacts.Observed;
import dev.mcm.atc.core.status.PlaneFacts.Push;
import dev.mcm.atc.core.status.StatusFacts;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.sql.Statements;
import dev.mcm.type.v1.ResolvedSpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads deployments with all that their status follows from, many at a time. Thread-safe.
public final class DeploymentReader {
    private static final String DEPLOYMENTS =
            """
            SELECT d.*, t.desired, s.pending, s.misplaced, s.reason AS outcome_reason,
                m.ready_version, m.at_zero, m.starting_since,
                m.failing_version, m.failing_since, m.failing_calm_since, m.failing_lasting, m.failing_trouble
            FROM deployments d
            LEFT JOIN scale_targets t ON t.deployment_id = d.id
            LEFT JOIN placement_summaries s ON s.deployment_id = d.id
            LEFT JOIN deployment_milestones m ON m.deployment_id = d.id
            WHERE d.id = ANY (string_to_array(?, ','))
            """;

    /// What a lost plane reported last says nothing about now.
    private static final String PLANES =
            """
            SELECT deployment_id, plane_id, k.instance_type, coalesce(p.replicas, 0) AS placed, coalesce(p.deployment_version, 0) AS placed_version,
                coalesce(s.state, '') = 'LOST' AS lost,
                o.pods, o.bound, o.ready, o.deployment_version AS observed_version, o.ready_updated, o.reason, o.message,
                coalesce(u.applied_version, 0) AS applied_version, coalesce(u.error, '') AS error, coalesce(u.failed_attempts, 0) AS failed_attempts
            FROM (
                SELECT deployment_id, plane_id, instance_type FROM placements WHERE deployment_id = ANY (string_to_array(?, ','))
                UNION
                SELECT deployment_id, plane_id, instance_type FROM deployment_observed
                WHERE deployment_id = ANY (string_to_array(?, ',')) AND pods + terminating > 0
            ) k
            LEFT JOIN placements p USING (deployment_id, plane_id, instance_type)
            LEFT JOIN deployment_observed o USING (deployment_id, plane_id, instance_type)
            LEFT JOIN pushes u USING (deployment_id, plane_id)
            LEFT JOIN plane_states s USING (plane_id)
            ORDER BY deployment_id, plane_id, k.instance_type
            """;

    private record Head(
            Deployment row, OptionalInt desired, Outcome outcome, Milestones milestones) {
        StatusFacts with(List<PlaneFacts> planes) {
            return new StatusFacts(
                    row.lifecycle(),
                    row.version(),
                    row.updatedAt(),
                    milestones,
                    desired,
                    outcome,
                    planes);
        }
    }

    private final SpecCache specs;

    public DeploymentReader(SpecCache specs) {
        this.specs = specs;
    }

    public Optional<DeploymentRecord> find(Tx tx, DeploymentId id) {
        return Optional.ofNullable(find(tx, List.of(id)).get(id));
    }

    /// Those that exist.
    public Map<DeploymentId, DeploymentRecord> find(Tx tx, Collection<DeploymentId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        String joined = Ids.joined(ids);
        List<Head> heads = Statements.query(tx, DEPLOYMENTS, DeploymentReader::head, joined);
        Map<SpecHash, ResolvedSpec> bodies =
                specs.get(tx, heads.stream().map(head -> head.row().specHash()).toList());
        Map<String, List<PlaneFacts>> planes = planes(tx, joined);
        Map<DeploymentId, DeploymentRecord> found = new HashMap<>();
        for (Head head : heads) {
            ResolvedSpec spec =
                    bodies.getOrDefault(head.row().specHash(), ResolvedSpec.getDefaultInstance());
            StatusFacts facts = head.with(planes.getOrDefault(head.row().id().value(), List.of()));
            found.put(head.row().id(), new DeploymentRecord(head.row(), spec, facts));
        }
        return found;
    }

    /// The facts alone, of those that exist.
    public Map<DeploymentId, StatusFacts> facts(Tx tx, Collection<DeploymentId> ids) {
        String joined = Ids.joined(ids);
        Map<String, List<PlaneFacts>> planes = planes(tx, joined);
        return Statements.query(tx, DEPLOYMENTS, DeploymentReader::head, joined).stream()
                .collect(
                        Collectors.toMap(
                                head -> head.row().id(),
                                head ->
                                        head.with(
                                                planes.getOrDefault(
                                                        head.row().id().value(), List.of()))));
    }

    private static Map<String, List<PlaneFacts>> planes(Tx tx, String ids) {
        Map<String, List<PlaneFacts>> planes = new HashMap<>();
        Statements.query(
                tx,
                PLANES,
                row ->
                        planes.computeIfAbsent(
                                        row.getString("deployment_id"), _ -> new ArrayList<>())
                                .add(plane(row)),
                ids,
                ids);
        return planes;
    }

    private static Head head(ResultSet row) throws SQLException {
        int desired = row.getInt("desired");
        OptionalInt wanted = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(desired);
        return new Head(DeploymentRows.read(row), wanted, outcome(row), milestones(row));
    }

    private static Outcome outcome(ResultSet row) throws SQLException {
        String reason = row.getString("outcome_reason");
        return reason == null
                ? Outcome.NONE
                : new Outcome(row.getInt("pending"), row.getInt("misplaced"), reason);
    }

    private static Milestones milestones(ResultSet row) throws SQLException {
        return new Milestones(
                row.getLong("ready_version"),
                row.getBoolean("at_zero"),
                instant(row, "starting_since"),
                failing(row));
    }

    private static @Nullable FailingStart failing(ResultSet row) throws SQLException {
        Instant since = instant(row, "failing_since");
        return since == null
                ? null
                : new FailingStart(
                        row.getLong("failing_version"),
                        since,
                        instant(row, "failing_calm_since"),
                        row.getBoolean("failing_lasting"),
                        row.getString("failing_trouble"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static PlaneFacts plane(ResultSet row) throws SQLException {
        return new PlaneFacts(
                row.getString("plane_id"),
                row.getString("instance_type"),
                row.getInt("placed"),
                row.getLong("placed_version"),
                observed(row),
                new Push(
                        row.getLong("applied_version"),
                        row.getString("error"),
                        row.getInt("failed_attempts")));
    }

    private static Observed observed(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        if (row.getBoolean("lost") || reason == null) {
            return Observed.NOTHING;
        }
        return new Observed(
                row.getInt("pods"),
                row.getInt("bound"),
                row.getInt("ready"),
                row.getLong("observed_version"),
                row.getInt("ready_updated"),
                reason,
                row.getString("message"));
    }
}
