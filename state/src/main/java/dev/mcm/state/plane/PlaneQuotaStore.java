package dev.mcm.state.plane;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import dev.mcm.type.v1.QuotaLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/// Table `plane_quotas`. Lists are in order of plane and organisation.
public final class PlaneQuotaStore {
    private static final String SELECT =
            "SELECT plane_id, organization_id, limits, epoch, seq, observed_at FROM plane_quotas";
    private static final String ORDER = " ORDER BY plane_id, organization_id";
    private static final String WRITE =
            """
            INSERT INTO plane_quotas AS t (plane_id, organization_id, limits, epoch, seq, observed_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?) AS n (plane_id, organization_id, limits, epoch, seq, observed_at)
            ORDER BY plane_id, organization_id
            ON CONFLICT (plane_id, organization_id) DO UPDATE SET limits = excluded.limits, epoch = excluded.epoch,
                seq = excluded.seq, observed_at = excluded.observed_at
            WHERE (excluded.epoch, excluded.seq) > (t.epoch, t.seq)
            """;
    private static final String DELETE =
            """
            DELETE FROM plane_quotas t USING unnest(?, ?) AS n (plane_id, organization_id)
            WHERE t.plane_id = n.plane_id AND t.organization_id = n.organization_id
            """;

    public List<PlaneQuota> all(Tx tx) {
        return Statements.query(tx, SELECT + ORDER, PlaneQuotaStore::row);
    }

    public List<PlaneQuota> onPlane(Tx tx, PlaneId plane) {
        return Statements.query(
                tx, SELECT + " WHERE plane_id = ?" + ORDER, PlaneQuotaStore::row, plane.value());
    }

    /// Inserts or replaces, at most one per key, those that are newer by (epoch, seq) than what is
    /// there.
    public void write(Tx tx, Collection<PlaneQuota> quotas) {
        if (!quotas.isEmpty()) {
            ColumnArrays<PlaneQuota> arrays =
                    ColumnArrays.of(List.copyOf(quotas))
                            .text(quota -> quota.key().planeId())
                            .text(quota -> quota.key().organizationId())
                            .bytes(quota -> quota.limits().toByteString())
                            .bigint(quota -> quota.epoch().value())
                            .bigint(PlaneQuota::seq)
                            .time(PlaneQuota::observedAt);
            Statements.update(tx, WRITE, arrays);
        }
    }

    public void delete(Tx tx, Collection<PlaneQuota.Key> keys) {
        if (!keys.isEmpty()) {
            ColumnArrays<PlaneQuota.Key> arrays =
                    ColumnArrays.of(List.copyOf(keys))
                            .text(PlaneQuota.Key::planeId)
                            .text(PlaneQuota.Key::organizationId);
            Statements.update(tx, DELETE, arrays);
        }
    }

    private static PlaneQuota row(ResultSet row) throws SQLException {
        PlaneQuota.Key key =
                new PlaneQuota.Key(
                        new PlaneId(row.getString("plane_id")),
                        new OrganizationId(row.getString("organization_id")));
        try {
            return new PlaneQuota(
                    key,
                    QuotaLimits.parseFrom(row.getBytes("limits")),
                    new Epoch(row.getLong("epoch")),
                    row.getLong("seq"),
                    Statements.instant(row, "observed_at"));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("limits of plane quota " + key + ": no QuotaLimits", e);
        }
    }
}
