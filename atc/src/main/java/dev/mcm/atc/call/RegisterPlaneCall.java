package dev.mcm.atc.call;

import dev.mcm.atc.core.mask.ResourceMask;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.PlaneTopics;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atc.v1.RegisterPlaneResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Registers planes, and changes those that are registered.
public final class RegisterPlaneCall {
    private static final List<String> SETTABLE =
            List.of(
                    "provider",
                    "region",
                    "api_url",
                    "credentials_ref",
                    "gateway_url",
                    "shares_gpus",
                    "reserved_for",
                    "provision_timeout_seconds");

    private final TransactionsOver<PlaneTables> transactions;
    private final PlaneAdmission admission;
    private final PlaneTopics topics;
    private final InstantSource clock;

    public RegisterPlaneCall(
            TransactionsOver<PlaneTables> transactions,
            PlaneAdmission admission,
            PlaneTopics topics,
            InstantSource clock) {
        this.transactions = transactions;
        this.admission = admission;
        this.topics = topics;
        this.clock = clock;
    }

    public RegisterPlaneResponse run(RegisterPlaneRequest request) {
        dev.mcm.atc.v1.Plane given = request.getPlane();
        ResourceMask mask = new ResourceMask("plane", SETTABLE, request.getUpdateMask());
        Violations violations = RequestChecks.violations(request);
        mask.check(given, violations);
        violations.throwIfAny();
        PlaneAdmission.Asked asked =
                admission.ask(transactions.read(tables -> wanted(tables, given, mask)));
        PlaneId id = asked.plane().id();
        topics.ensure(id);
        dev.mcm.atc.v1.Plane stored =
                transactions.write(tables -> {
                    tables.lock();
                    Plane wanted = wanted(tables, given, mask);
                    PlaneIdentity identity = admission.admit(tables, wanted, asked);
                    write(tables, wanted);
                    write(tables, identity);
                    return PlaneViews.full(tables, id);
                });
        return RegisterPlaneResponse.newBuilder().setPlane(stored).build();
    }

    /// The row as it is to be; the one that is there when the request changes nothing.
    private Plane wanted(PlaneTables tables, dev.mcm.atc.v1.Plane given, ResourceMask mask) {
        dev.mcm.atc.v1.Plane proto = merged(tables, given, mask);
        PlaneId id = new PlaneId(proto.getId());
        Instant now = clock.instant();
        Plane old =
                tables.find(id)
                        .orElseGet(() ->
                                new Plane(id, "", "", "", "", "", false, false, "", 1, now, now));
        Plane same = row(proto, old, old.updatedAt());
        return same.equals(old) ? old : row(proto, old, now);
    }

    /// The plane with what the request changes.
    ///
    /// @throws McmException INVALID_FIELD when it cannot be
    private static dev.mcm.atc.v1.Plane merged(
            PlaneTables tables, dev.mcm.atc.v1.Plane given, ResourceMask mask) {
        dev.mcm.atc.v1.Plane.Builder merged =
                RequestChecks.optionalId(given.getId(), PlaneId::new)
                        .flatMap(tables::find)
                        .map(PlaneCodec::settable)
                        .orElseGet(() -> dev.mcm.atc.v1.Plane.newBuilder().setId(given.getId()));
        mask.merge(given, merged);
        Violations violations = Violations.none();
        ResourceNames.checkPlane(merged.build(), violations);
        violations.throwIfAny();
        return merged.build();
    }

    private static void write(PlaneTables tables, Plane wanted) {
        Optional<Plane> old = tables.find(wanted.id());
        if (old.isEmpty()) {
            tables.insert(wanted);
        } else if (!wanted.updatedAt().equals(old.get().updatedAt())) {
            tables.update(wanted, old.get().revision());
        }
    }

    /// Writes what is not written already.
    private static void write(PlaneTables tables, PlaneIdentity identity) {
        if (tables.identity(identity.planeId()).filter(identity::says).isEmpty()) {
            tables.write(identity);
        }
    }

    private static Plane row(dev.mcm.atc.v1.Plane proto, Plane old, Instant now) {
        return new Plane(
                old.id(),
                proto.getProvider(),
                proto.getRegion(),
                proto.getApiUrl(),
                proto.getCredentialsRef(),
                proto.getGatewayUrl(),
                proto.getSharesGpus(),
                old.cordoned(),
                old.cordonReason(),
                proto.getReservedForList(),
                proto.getProvisionTimeoutSeconds(),
                old.revision(),
                old.createdAt(),
                now);
    }
}
