package dev.mcm.state.instancetype;

import dev.mcm.shared.id.InstanceTypeName;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "instance_types")
@SuppressWarnings("NullAway.Init")
class InstanceTypeEntity {
    @Id private String name;

    @Column(name = "cpu_milli", nullable = false)
    private long cpuMilli;

    @Column(name = "memory_mib", nullable = false)
    private long memoryMib;

    @Column(name = "gpu_count", nullable = false)
    private int gpuCount;

    @Column(name = "gpu_milli", nullable = false)
    private int gpuMilli;

    @Column(name = "gpu_type", nullable = false)
    private String gpuType;

    @Column(name = "updated_at", nullable = false)
    private Instant updatedAt;

    InstanceTypeEntity() {}

    InstanceType toRow() {
        return new InstanceType(
                new InstanceTypeName(name),
                cpuMilli,
                memoryMib,
                gpuCount,
                gpuMilli,
                gpuType,
                updatedAt);
    }
}
