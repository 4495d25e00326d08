package dev.mcm.state.deployment;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Table `deployment_versions`: insert-only; rows go with their deployment.
public final class SpecVersionStore {
    private static final String PUT =
            """
            INSERT INTO deployment_versions (deployment_id, number, spec_hash, instance_types, revisions, created_by, created_at)
            SELECT n.id, n.number, n.hash, string_to_array(n.types, ','), string_to_array(n.revisions, ','), n.by, n.at
            FROM unnest(?, ?, ?, ?, ?, ?, ?) AS n (id, number, hash, types, revisions, by, at)
            JOIN deployments d ON d.id = n.id
            ORDER BY n.id, n.number
            ON CONFLICT (deployment_id, number) DO NOTHING
            """;
    private static final String FIND =
            """
            SELECT v.* FROM deployment_versions v
            JOIN unnest(?, ?) AS n (id, number) ON v.deployment_id = n.id AND v.number = n.number
            """;
    private static final String PAGE =
            "SELECT * FROM deployment_versions WHERE deployment_id = ? AND number < ? ORDER BY"
                    + " number DESC LIMIT ?";
    private static final String WITHOUT =
            """
            SELECT d.* FROM deployments d
            WHERE d.id > ? AND NOT EXISTS (
                SELECT FROM deployment_versions v WHERE v.deployment_id = d.id AND v.number = d.version)
            ORDER BY d.id LIMIT ?
            """;

    /// Inserts those that are not there; those of deployments that no longer exist are dropped.
    ///
    /// @return number of rows inserted
    public int put(Tx tx, Collection<SpecVersion> versions) {
        if (versions.isEmpty()) {
            return 0;
        }
        ColumnArrays<SpecVersion> arrays =
                ColumnArrays.of(versions)
                        .text(SpecVersion::deploymentId)
                        .bigint(SpecVersion::number)
                        .text(SpecVersion::specHash)
                        .text(version -> joined(version, OptionRevision::instanceType))
                        .text(version -> joined(version, OptionRevision::revision))
                        .text(SpecVersion::createdBy)
                        .time(SpecVersion::createdAt);
        return Statements.update(tx, PUT, arrays);
    }

    /// Those that are there.
    public List<SpecVersion> find(Tx tx, Collection<SpecVersion.Key> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        ColumnArrays<SpecVersion.Key> arrays =
                ColumnArrays.of(keys)
                        .text(SpecVersion.Key::deploymentId)
                        .bigint(SpecVersion.Key::number);
        return Statements.query(tx, FIND, arrays, SpecVersionStore::row);
    }

    /// A deployment's versions, newest first.
    ///
    /// @param below only those with a lower number
    public List<SpecVersion> page(Tx tx, DeploymentId deployment, long below, int limit) {
        return Statements.query(tx, PAGE, SpecVersionStore::row, deployment.value(), below, limit);
    }

    /// Deployments whose current version has no row, in order of id.
    ///
    /// @param afterId only those with a greater id; empty = from the first
    public List<Deployment> without(Tx tx, String afterId, int limit) {
        return Statements.query(tx, WITHOUT, DeploymentRow::read, afterId, limit);
    }

    /// Neither names nor revisions have commas.
    private static String joined(SpecVersion version, Function<OptionRevision, ?> part) {
        return version.revisions().stream()
                .map(option -> part.apply(option).toString())
                .collect(Collectors.joining(","));
    }

    private static SpecVersion row(ResultSet row) throws SQLException {
        return new SpecVersion(
                new DeploymentId(row.getString("deployment_id")),
                row.getLong("number"),
                new SpecHash(row.getString("spec_hash")),
                revisions(row),
                row.getString("created_by"),
                Statements.instant(row, "created_at"));
    }

    private static List<OptionRevision> revisions(ResultSet row) throws SQLException {
        String[] types = (String[]) row.getArray("instance_types").getArray();
        String[] revisions = (String[]) row.getArray("revisions").getArray();
        List<OptionRevision> options = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            options.add(
                    new OptionRevision(
                            new InstanceTypeName(types[i]), new PodRevision(revisions[i])));
        }
        return options;
    }
}
