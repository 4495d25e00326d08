package dev.mcm.atc.call;

import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.CreateOrganizationResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;
import java.time.InstantSource;

/// Creates organisations.
public final class CreateOrganizationCall {
    private final TransactionsOver<OrganizationTables> transactions;
    private final InstantSource clock;

    public CreateOrganizationCall(
            TransactionsOver<OrganizationTables> transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public CreateOrganizationResponse run(Caller caller, CreateOrganizationRequest request) {
        Violations violations = RequestChecks.violations(request);
        ResourceNames.checkNewOrganization(request.getOrganization(), violations);
        violations.throwIfAny();
        OrganizationId id = new OrganizationId(request.getOrganization().getId());
        RequestChecks.requireSeen(caller, id);
        Organization row =
                OrganizationCodec.fromProto(request.getOrganization(), 1, clock.instant());
        Organization created =
                transactions.write(tables -> {
                    if (tables.find(id).isPresent()) {
                        throw McmException.alreadyExists("organization", id);
                    }
                    return tables.insert(row);
                });
        return CreateOrganizationResponse.newBuilder()
                .setOrganization(OrganizationCodec.toProto(created))
                .build();
    }
}
