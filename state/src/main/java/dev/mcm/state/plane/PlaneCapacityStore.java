package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.ColumnArrays;
import dev.mcm.state.sql.Statements;
import java.util.Collection;
import java.util.List;

/// Table `plane_capacity`, in order of plane, GPU type and part.
public final class PlaneCapacityStore {
    private static final String WRITE =
            """
            INSERT INTO plane_capacity AS t (plane_id, gpu_type, part, classes, nodes, total_gpu_milli, total_cpu_milli,
                total_memory_mib, epoch, seq, observed_at)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                AS n (plane_id, gpu_type, part, classes, nodes, total_gpu_milli, total_cpu_milli, total_memory_mib, epoch, seq, observed_at)
            ORDER BY plane_id, gpu_type, part
            ON CONFLICT (plane_id, gpu_type, part) DO UPDATE SET classes = excluded.classes, nodes = excluded.nodes,
                total_gpu_milli = excluded.total_gpu_milli, total_cpu_milli = excluded.total_cpu_milli,
                total_memory_mib = excluded.total_memory_mib, epoch = excluded.epoch, seq = excluded.seq,
                observed_at = excluded.observed_at
            WHERE (excluded.epoch, excluded.seq) > (t.epoch, t.seq)
                AND (excluded.classes, excluded.nodes, excluded.total_gpu_milli, excluded.total_cpu_milli, excluded.total_memory_mib)
                    IS DISTINCT FROM (t.classes, t.nodes, t.total_gpu_milli, t.total_cpu_milli, t.total_memory_mib)
            """;
    private static final String PRUNE =
            """
            DELETE FROM plane_capacity t WHERE plane_id = ?
                AND NOT EXISTS (SELECT FROM unnest(?, ?) AS n (gpu_type, part) WHERE n.gpu_type = t.gpu_type AND n.part = t.part)
            """;

    public List<CapacityPart> all(Tx tx) {
        return rows(tx).capacity().stream().map(CapacityPartEntity::toRow).toList();
    }

    public List<CapacityPart> ofPlanes(Tx tx, Collection<PlaneId> planes) {
        return rows(tx).capacityOf(planes.stream().map(PlaneId::value).toList()).stream()
                .map(CapacityPartEntity::toRow)
                .toList();
    }

    public List<CapacityPart> ofPlane(Tx tx, PlaneId plane) {
        return rows(tx).capacityOf(plane.value()).stream().map(CapacityPartEntity::toRow).toList();
    }

    /// Makes `parts`, all of one plane, what the plane has: inserts and replaces those that are
    /// newer by (epoch, seq) than what is there, and removes the plane's parts that are not among
    /// them. Rows that would not change in anything but their position are left alone.
    public void replace(Tx tx, PlaneId plane, List<CapacityPart> parts) {
        prune(tx, plane, parts);
        if (!parts.isEmpty()) {
            ColumnArrays<CapacityPart> arrays =
                    ColumnArrays.of(parts)
                            .text(_ -> plane)
                            .text(CapacityPart::gpuType)
                            .integer(CapacityPart::part)
                            .bytes(row -> row.classes().toByteString())
                            .integer(CapacityPart::nodes)
                            .bigint(CapacityPart::totalGpuMilli)
                            .bigint(CapacityPart::totalCpuMilli)
                            .bigint(CapacityPart::totalMemoryMib)
                            .bigint(row -> row.epoch().value())
                            .bigint(CapacityPart::seq)
                            .time(CapacityPart::observedAt);
            Statements.update(tx, WRITE, arrays);
        }
    }

    private static void prune(Tx tx, PlaneId plane, List<CapacityPart> parts) {
        ColumnArrays<CapacityPart> kept =
                ColumnArrays.of(parts).text(CapacityPart::gpuType).integer(CapacityPart::part);
        Statements.update(tx, PRUNE, kept, plane.value());
    }

    private static PlaneRepository rows(Tx tx) {
        return new PlaneRepository_(tx.session());
    }
}
