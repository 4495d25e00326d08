package dev.mcm.atc.call;

import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.port.ModelTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.ListModelsRequest;
import dev.mcm.atc.v1.ListModelsResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.model.Model;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists models, in order of name.
public final class ListModelsCall {
    private final TransactionsOver<ModelTables> transactions;

    public ListModelsCall(TransactionsOver<ModelTables> transactions) {
        this.transactions = transactions;
    }

    public ListModelsResponse run(Caller caller, ListModelsRequest request) {
        RequestChecks.check(request);
        int size = PageToken.size(request.getPageSize());
        @Nullable OrganizationId organization = scope(caller, request.getOrganizationId());
        String query = "models/" + (organization == null ? "" : organization.value());
        List<String> position = PageToken.position(request.getPageToken(), query, 2);
        String afterName = position.isEmpty() ? "" : position.getFirst();
        String afterId = position.isEmpty() ? "" : position.getLast();
        List<Model> rows =
                transactions.read(
                        tables -> tables.list(organization, afterName, afterId, size + 1));
        ListModelsResponse.Builder page = ListModelsResponse.newBuilder();
        rows.stream().limit(size).forEach(row -> page.addModels(ModelCodec.toProto(row)));
        if (rows.size() > size) {
            Model last = rows.get(size - 1);
            page.setNextPageToken(PageToken.of(query, List.of(last.name(), last.id().value())));
        }
        return page.build();
    }

    /// The organisation whose models are listed; null = all.
    private static @Nullable OrganizationId scope(Caller caller, String requested) {
        if (requested.isEmpty()) {
            return caller.organization();
        }
        OrganizationId organization =
                RequestChecks.id("organization", "organization_id", requested, OrganizationId::new);
        RequestChecks.requireSeen(caller, organization);
        return organization;
    }
}
