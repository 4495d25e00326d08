package dev.mcm.atc.call;

import dev.mcm.atc.core.page.Page;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.ListOrganizationsRequest;
import dev.mcm.atc.v1.ListOrganizationsResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.organization.Organization;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists organisations, in order of id.
public final class ListOrganizationsCall {
    private static final String QUERY = "organizations";

    private final TransactionsOver<OrganizationTables> transactions;

    public ListOrganizationsCall(TransactionsOver<OrganizationTables> transactions) {
        this.transactions = transactions;
    }

    public ListOrganizationsResponse run(Caller caller, ListOrganizationsRequest request) {
        RequestChecks.check(request);
        int size = PageToken.size(request.getPageSize());
        @Nullable OrganizationId after =
                PageToken.after(request.getPageToken(), QUERY, OrganizationId::new).orElse(null);
        List<Organization> rows =
                transactions.read(tables -> list(tables, caller, after, size + 1));
        Page<dev.mcm.atc.v1.Organization> page = new Page<>(size);
        page.fill(rows.stream().map(OrganizationCodec::toProto).toList());
        ListOrganizationsResponse.Builder response =
                ListOrganizationsResponse.newBuilder().addAllOrganizations(page.items());
        if (page.items().size() < rows.size()) {
            response.setNextPageToken(PageToken.of(QUERY, List.of(page.items().getLast().getId())));
        }
        return response.build();
    }

    private static List<Organization> list(
            OrganizationTables tables, Caller caller, @Nullable OrganizationId after, int limit) {
        OrganizationId own = caller.organization();
        if (own == null) {
            return tables.list(after, limit);
        }
        return after != null ? List.of() : tables.find(own).stream().toList();
    }
}
