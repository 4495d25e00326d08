package dev.mcm.atc.call;

import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.CordonPlaneRequest;
import dev.mcm.atc.v1.CordonPlaneResponse;
import dev.mcm.shared.error.Violations;
import java.time.InstantSource;

/// Keeps new replicas from a plane.
public final class CordonPlaneCall {
    private final Cordon cordon;

    public CordonPlaneCall(TransactionsOver<PlaneTables> transactions, InstantSource clock) {
        this.cordon = new Cordon(transactions, clock);
    }

    public CordonPlaneResponse run(CordonPlaneRequest request) {
        Violations violations = RequestChecks.violations(request);
        ResourceNames.checkReason(request.getReason(), violations);
        violations.throwIfAny();
        return CordonPlaneResponse.newBuilder()
                .setPlane(cordon.set(request.getId(), true, request.getReason()))
                .build();
    }
}
