package dev.mcm.atc.call;

import dev.mcm.atc.core.mask.ResourceMask;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.InstanceTypeTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.PutInstanceTypeRequest;
import dev.mcm.atc.v1.PutInstanceTypeResponse;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.state.instancetype.InstanceType;
import dev.mcm.type.v1.Shape;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Creates and changes instance types.
public final class PutInstanceTypeCall {
    private static final int WHOLE_GPU = 1000;
    private static final List<String> SETTABLE = List.of("shape");

    private final TransactionsOver<InstanceTypeTables> transactions;
    private final InstantSource clock;

    public PutInstanceTypeCall(
            TransactionsOver<InstanceTypeTables> transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public PutInstanceTypeResponse run(PutInstanceTypeRequest request) {
        ResourceMask mask = new ResourceMask("instance_type", SETTABLE, request.getUpdateMask());
        Violations violations = RequestChecks.violations(request);
        mask.check(request.getInstanceType(), violations);
        violations.throwIfAny();
        InstanceType stored =
                transactions.write(tables -> put(tables, request.getInstanceType(), mask));
        return PutInstanceTypeResponse.newBuilder()
                .setInstanceType(InstanceTypeCodec.toProto(stored))
                .build();
    }

    private InstanceType put(
            InstanceTypeTables tables, dev.mcm.atc.v1.InstanceType given, ResourceMask mask) {
        Optional<InstanceType> old =
                RequestChecks.optionalId(given.getName(), InstanceTypeName::new)
                        .flatMap(tables::find);
        dev.mcm.atc.v1.InstanceType.Builder wanted =
                old.map(InstanceTypeCodec::toProto)
                        .map(dev.mcm.atc.v1.InstanceType::toBuilder)
                        .orElseGet(() ->
                                dev.mcm.atc.v1.InstanceType.newBuilder().setName(given.getName()));
        mask.merge(withWholeGpus(given), wanted);
        Violations violations = Violations.none();
        ResourceNames.checkInstanceType(wanted.build(), violations);
        violations.throwIfAny();
        InstanceType row =
                InstanceTypeCodec.fromProto(withWholeGpus(wanted.build()), clock.instant());
        Shape shape = InstanceTypeCodec.shape(row);
        if (old.filter(type -> InstanceTypeCodec.shape(type).equals(shape)).isEmpty()) {
            tables.put(row);
        }
        return row;
    }

    /// A share that is not said is a whole GPU.
    private static dev.mcm.atc.v1.InstanceType withWholeGpus(dev.mcm.atc.v1.InstanceType given) {
        Shape shape = given.getShape();
        if (shape.getGpuCount() == 0 || shape.getGpuMilli() != 0) {
            return given;
        }
        return given.toBuilder().setShape(shape.toBuilder().setGpuMilli(WHOLE_GPU)).build();
    }
}
