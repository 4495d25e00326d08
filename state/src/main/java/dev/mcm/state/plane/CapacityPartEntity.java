package dev.mcm.state.plane;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.type.v1.NodeClasses;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "plane_capacity")
@IdClass(CapacityPartEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class CapacityPartEntity {
    record Key(String planeId, String gpuType, int part) {}

    @Id
    @Column(name = "plane_id")
    private String planeId;

    @Id
    @Column(name = "gpu_type")
    private String gpuType;

    @Id private int part;

    @Column(nullable = false)
    private byte[] classes;

    @Column(nullable = false)
    private int nodes;

    @Column(name = "total_gpu_milli", nullable = false)
    private long totalGpuMilli;

    @Column(name = "total_cpu_milli", nullable = false)
    private long totalCpuMilli;

    @Column(name = "total_memory_mib", nullable = false)
    private long totalMemoryMib;

    @Column(nullable = false)
    private long epoch;

    @Column(nullable = false)
    private long seq;

    @Column(name = "observed_at", nullable = false)
    private Instant observedAt;

    CapacityPartEntity() {}

    CapacityPart toRow() {
        return new CapacityPart(
                new PlaneId(planeId),
                gpuType,
                part,
                parseClasses(),
                nodes,
                totalGpuMilli,
                totalCpuMilli,
                totalMemoryMib,
                new Epoch(epoch),
                seq,
                observedAt);
    }

    private NodeClasses parseClasses() {
        try {
            return NodeClasses.parseFrom(classes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "capacity of " + planeId + "/" + gpuType + "/" + part + " is not a NodeClasses",
                    e);
        }
    }
}
