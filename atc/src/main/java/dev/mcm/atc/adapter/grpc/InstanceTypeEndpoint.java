package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.mask.ResourceMask;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.v1.GetInstanceTypeRequest;
import dev.mcm.atc.v1.GetInstanceTypeResponse;
import dev.mcm.atc.v1.InstanceTypeServiceGrpc;
import dev.mcm.atc.v1.ListInstanceTypesRequest;
import dev.mcm.atc.v1.ListInstanceTypesResponse;
import dev.mcm.atc.v1.PutInstanceTypeRequest;
import dev.mcm.atc.v1.PutInstanceTypeResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.state.instancetype.InstanceTypeStore;
import dev.mcm.type.v1.Shape;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// InstanceTypeService.
public final class InstanceTypeEndpoint
        extends InstanceTypeServiceGrpc.InstanceTypeServiceImplBase {
    private static final int WHOLE_GPU = 1000;
    private static final List<String> SETTABLE = List.of("shape");

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
        ResourceMask mask = new ResourceMask("instance_type", SETTABLE, request.getUpdateMask());
        Requests.check(request, violations -> mask.check(request.getInstanceType(), violations));
        InstanceType stored = transactions.write(tx -> put(tx, request.getInstanceType(), mask));
        Unary.reply(
                answer,
                PutInstanceTypeResponse.newBuilder().setInstanceType(toProto(stored)).build());
    }

    private InstanceType put(Tx tx, dev.mcm.atc.v1.InstanceType given, ResourceMask mask) {
        Optional<InstanceType> old =
                Requests.optionalId(given.getName(), InstanceTypeName::new)
                        .flatMap(name -> store.find(tx, name));
        dev.mcm.atc.v1.InstanceType.Builder wanted =
                old.map(InstanceTypeEndpoint::toProto)
                        .map(dev.mcm.atc.v1.InstanceType::toBuilder)
                        .orElseGet(() ->
                                dev.mcm.atc.v1.InstanceType.newBuilder().setName(given.getName()));
        mask.merge(withWholeGpus(given), wanted);
        Violations violations = Violations.none();
        ResourceNames.checkInstanceType(wanted.build(), violations);
        violations.throwIfAny();
        InstanceType row = fromProto(withWholeGpus(wanted.build()), clock.instant());
        if (old.filter(type -> shape(type).equals(shape(row))).isEmpty()) {
            store.put(tx, row);
        }
        return row;
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

    /// A share that is not said is a whole GPU.
    private static dev.mcm.atc.v1.InstanceType withWholeGpus(dev.mcm.atc.v1.InstanceType given) {
        Shape shape = given.getShape();
        if (shape.getGpuCount() == 0 || shape.getGpuMilli() != 0) {
            return given;
        }
        return given.toBuilder().setShape(shape.toBuilder().setGpuMilli(WHOLE_GPU)).build();
    }

    private static InstanceType fromProto(dev.mcm.atc.v1.InstanceType proto, Instant now) {
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

    private static dev.mcm.atc.v1.InstanceType toProto(InstanceType row) {
        return dev.mcm.atc.v1.InstanceType.newBuilder()
                .setName(row.name().value())
                .setShape(shape(row))
                .build();
    }
}
