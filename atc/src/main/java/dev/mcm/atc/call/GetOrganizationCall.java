package dev.mcm.atc.call;

import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.GetOrganizationRequest;
import dev.mcm.atc.v1.GetOrganizationResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;

/// Reads one organisation.
public final class GetOrganizationCall {
    private final TransactionsOver<OrganizationTables> transactions;

    public GetOrganizationCall(TransactionsOver<OrganizationTables> transactions) {
        this.transactions = transactions;
    }

    public GetOrganizationResponse run(Caller caller, GetOrganizationRequest request) {
        RequestChecks.check(request);
        OrganizationId id =
                RequestChecks.id("organization", "id", request.getId(), OrganizationId::new);
        RequestChecks.requireSeen(caller, id);
        Organization found =
                transactions
                        .read(tables -> tables.find(id))
                        .orElseThrow(() -> McmException.notFound("organization", id));
        return GetOrganizationResponse.newBuilder()
                .setOrganization(OrganizationCodec.toProto(found))
                .build();
    }
}
