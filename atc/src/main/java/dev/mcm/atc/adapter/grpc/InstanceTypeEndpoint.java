package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.v1.GetInstanceTypeRequest;
import dev.mcm.atc.v1.GetInstanceTypeResponse;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ListInstanceTypesRequest;
import dev.mcm.atc.v1.ListInstanceTypesResponse;
import dev.mcm.atc.v1.PutInstanceTypeRequest;
import dev.mcm.atc.v1.PutInstanceTypeResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.Transactions;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.instancetype.InstanceTypeStore;
import dev.mcm.type.v1.Shape;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// InstanceTypeService.
public final class InstanceTypeEndpoint
        extends InstanceTypeServiceGrpc.InstanceTypeServiceImplBase {
    private static final int WHOLE_GPU = 1000;

    private final Transactions transactions;
    private final InstantSource clock;
    private final InstanceTypeStore store = new InstanceTypeStore();

    public InstanceTypeEndpoint(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void putInstanceType(
            PutInstanceTypeRequest request, StreamObserver<PutInstanceTypeResponse> answer) {
        Requests.check(
                request,
                violations ->
                        ResourceNames.checkInstanceType(request.getInstanceType(), violations));
        InstanceType row = fromProto(request.getInstanceType(), clock.instant());
        transactions.writeVoid(tx -> {
            Optional<InstanceType> old = store.find(tx, row.name());
            if (old.filter(type -> shape(type).equals(shape(row))).isEmpty()) {
                store.put(tx, row);
            }
        });
        Unary.reply(
                answer, PutInstanceTypeResponse.newBuilder().setInstanceType(toProto(row)).build());
    }

    @Override
    public void getInstanceType(
            GetInstanceTypeRequest request, StreamObserver<GetInstanceTypeResponse> answer) {
        Requests.check(request, _ -> {});
        InstanceTypeName name =
                Requests.id("instance type", "name", request.getName(), InstanceTypeName::new);
        InstanceType found =
                transactions
                        .read(tx -> store.find(tx, name))
                        .orElseThrow(() -> McmException.notFound("instance type", name));
        Unary.reply(
                answer,
                GetInstanceTypeResponse.newBuilder().setInstanceType(toProto(found)).build());
    }

    @Override
    public void listInstanceTypes(
            ListInstanceTypesRequest request, StreamObserver<ListInstanceTypesResponse> answer) {
        Requests.check(request, _ -> {});
        ListInstanceTypesResponse.Builder all = ListInstanceTypesResponse.newBuilder();
        transactions.read(store::all).forEach(row -> all.addInstanceTypes(toProto(row)));
        Unary.reply(answer, all.build());
    }

    static Shape shape(InstanceType row) {
        return Shape.newBuilder()
                .setCpuMilli(row.cpuMilli())
                .setMemoryMib(row.memoryMib())
                .setGpuCount(row.gpuCount())
                .setGpuMilli(row.gpuMilli())
                .setGpuType(row.gpuType())
                .build();
    }

    private static InstanceType fromProto(dev.mcm.atc.v1.InstanceType proto, Instant now) {
        Shape shape = proto.getShape();
        int milli =
                shape.getGpuCount() > 0 && shape.getGpuMilli() == 0
                        ? WHOLE_GPU
                        : shape.getGpuMilli();
        return new InstanceType(
                new InstanceTypeName(proto.getName()),
                shape.getCpuMilli(),
                shape.getMemoryMib(),
                shape.getGpuCount(),
                milli,
                shape.getGpuType(),
                now);
    }

    private static dev.mcm.atc.v1.InstanceType toProto(InstanceType row) {
        return dev.mcm.atc.v1.InstanceType.newBuilder()
                .setName(row.name().value())
                .setShape(shape(row))
                .build();
    }
}
