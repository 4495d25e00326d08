package dev.mcm.atc.call;

import dev.mcm.atc.core.mask.ResourceMask;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.UpdateOrganizationRequest;
import dev.mcm.atc.v1.UpdateOrganizationResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;
import java.util.List;

/// Changes organisations, which no organisation does for itself.
public final class UpdateOrganizationCall {
    private static final List<String> SETTABLE =
            List.of("display_name", "allowed_regions", "cpu_deployments", "gpu_deployments");

    private final TransactionsOver<OrganizationTables> transactions;

    public UpdateOrganizationCall(TransactionsOver<OrganizationTables> transactions) {
        this.transactions = transactions;
    }

    public UpdateOrganizationResponse run(UpdateOrganizationRequest request) {
        ResourceMask mask = new ResourceMask("organization", SETTABLE, request.getUpdateMask());
        Violations violations = RequestChecks.violations(request);
        mask.check(request.getOrganization(), violations);
        violations.throwIfAny();
        OrganizationId id =
                RequestChecks.id(
                        "organization",
                        "organization.id",
                        request.getOrganization().getId(),
                        OrganizationId::new);
        Organization updated = transactions.write(tables -> update(tables, id, request, mask));
        return UpdateOrganizationResponse.newBuilder()
                .setOrganization(OrganizationCodec.toProto(updated))
                .build();
    }

    private static Organization update(
            OrganizationTables tables,
            OrganizationId id,
            UpdateOrganizationRequest request,
            ResourceMask mask) {
        Organization old =
                tables.find(id).orElseThrow(() -> McmException.notFound("organization", id));
        Etags.check("organization", id, request.getEtag(), old.revision());
        dev.mcm.atc.v1.Organization.Builder merged = OrganizationCodec.toProto(old).toBuilder();
        mask.merge(request.getOrganization(), merged);
        Violations violations = Violations.none();
        ResourceNames.checkOrganization(merged.build(), violations);
        violations.throwIfAny();
        Organization wanted =
                OrganizationCodec.fromProto(merged.build(), old.revision(), old.createdAt());
        return wanted.equals(old) ? old : tables.update(wanted, old.revision());
    }
}
