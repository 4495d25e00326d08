package dev.mcm.atc.call;

import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.type.v1.Shape;
import java.time.Instant;

/// Instance types as the API shows them.
final class InstanceTypeCodec {
    private InstanceTypeCodec() {}

    static Shape shape(InstanceType row) {
        return Shape.newBuilder()
                .setCpuMilli(row.cpuMilli())
                .setMemoryMib(row.memoryMib())
                .setGpuCount(row.gpuCount())
                .setGpuMilli(row.gpuMilli())
                .setGpuType(row.gpuType())
                .build();
    }

    static InstanceType fromProto(dev.mcm.atc.v1.InstanceType proto, Instant now) {
        Shape shape = proto.getShape();
        return new InstanceType(
                new InstanceTypeName(proto.getName()),
                shape.getCpuMilli(),
                shape.getMemoryMib(),
                shape.getGpuCount(),
                shape.getGpuMilli(),
                shape.getGpuType(),
                now);
    }

    static dev.mcm.atc.v1.InstanceType toProto(InstanceType row) {
        return dev.mcm.atc.v1.InstanceType.newBuilder()
                .setName(row.name().value())
                .setShape(shape(row))
                .build();
    }
}
