package dev.mcm.atc.call;

import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.UncordonPlaneRequest;
import dev.mcm.atc.v1.UncordonPlaneResponse;
import java.time.InstantSource;

/// Lets new replicas come to a plane again.
public final class UncordonPlaneCall {
    private final Cordon cordon;

    public UncordonPlaneCall(TransactionsOver<PlaneTables> transactions, InstantSource clock) {
        this.cordon = new Cordon(transactions, clock);
    }

    public UncordonPlaneResponse run(UncordonPlaneRequest request) {
        RequestChecks.check(request);
        return UncordonPlaneResponse.newBuilder()
                .setPlane(cordon.set(request.getId(), false, ""))
                .build();
    }
}
