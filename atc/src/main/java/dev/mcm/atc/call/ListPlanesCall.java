package dev.mcm.atc.call;

import dev.mcm.atc.core.page.Page;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.ListPlanesResponse;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Plane;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists planes, in order of id.
public final class ListPlanesCall {
    private static final String QUERY = "planes";

    private final TransactionsOver<PlaneTables> transactions;

    public ListPlanesCall(TransactionsOver<PlaneTables> transactions) {
        this.transactions = transactions;
    }

    public ListPlanesResponse run(ListPlanesRequest request) {
        RequestChecks.check(request);
        int size = PageToken.size(request.getPageSize());
        @Nullable PlaneId after =
                PageToken.after(request.getPageToken(), QUERY, PlaneId::new).orElse(null);
        return transactions.read(tables -> page(tables, after, size));
    }

    private static ListPlanesResponse page(PlaneTables tables, @Nullable PlaneId after, int size) {
        List<Plane> rows = tables.list(after, size + 1);
        List<Plane> shown = rows.subList(0, Math.min(size, rows.size()));
        Page<dev.mcm.atc.v1.Plane> fitting = new Page<>(size);
        fitting.fill(PlaneViews.brief(tables, shown));
        ListPlanesResponse.Builder response =
                ListPlanesResponse.newBuilder().addAllPlanes(fitting.items());
        if (rows.size() > fitting.items().size()) {
            response.setNextPageToken(
                    PageToken.of(QUERY, List.of(fitting.items().getLast().getId())));
        }
        return response.build();
    }
}
