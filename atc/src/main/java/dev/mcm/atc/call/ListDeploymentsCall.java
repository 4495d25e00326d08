package dev.mcm.atc.call;

import dev.mcm.atc.core.page.Page;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.DeploymentRecord;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists deployments, newest first. The status is derived, not stored: a filter on it reads on
/// until the page is full, or enough has been looked at for one call.
public final class ListDeploymentsCall {
    private static final int CHUNK = 200;

    /// Rows after which a page ends, with a token to go on.
    private static final int LOOKED_AT = 2_000;

    private final TransactionsOver<DeploymentReads> transactions;
    private final InstantSource clock;

    public ListDeploymentsCall(
            TransactionsOver<DeploymentReads> transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public ListDeploymentsResponse run(Caller caller, ListDeploymentsRequest request) {
        RequestChecks.check(request);
        int size = PageToken.size(request.getPageSize());
        DeploymentFilter filter =
                new DeploymentFilter(
                        caller.organization(),
                        model(request.getModelId()),
                        DeploymentFilter.ALL.lifecycles());
        Set<DeploymentStatus> statuses = new HashSet<>(request.getStatusesList());
        String query =
                "deployments/"
                        + filter.organizationId()
                        + "/"
                        + request.getModelId()
                        + "/"
                        + statuses.stream().map(Enum::name).sorted().toList();
        Search search = new Search(filter, statuses, size);
        return search.from(position(request.getPageToken(), query)).answer(query);
    }

    /// One call: reads on, chunk by chunk, until the page is full, all has been read, or enough has
    /// been looked at.
    private final class Search {
        private final DeploymentFilter filter;
        private final Set<DeploymentStatus> statuses;
        private final int size;
        private final Page<dev.mcm.atc.v1.Deployment> page;

        /// The last row that was taken or passed over.
        private @Nullable DeploymentPosition last;

        private boolean more = true;

        Search(DeploymentFilter filter, Set<DeploymentStatus> statuses, int size) {
            this.filter = filter;
            this.statuses = statuses;
            this.size = size;
            this.page = new Page<>(size);
        }

        Search from(@Nullable DeploymentPosition after) {
            last = after;
            boolean full = false;
            for (int looked = 0; more && !full && looked < LOOKED_AT; ) {
                int limit = statuses.isEmpty() ? Math.min(CHUNK, size - page.size() + 1) : CHUNK;
                List<Deployment> rows =
                        transactions.read(tables -> tables.list(filter, last, limit));
                full = !take(rows);
                more = full || rows.size() == limit;
                looked += rows.size();
            }
            return this;
        }

        /// @return false when a row did not fit: the next page begins with it
        private boolean take(List<Deployment> rows) {
            Map<DeploymentId, DeploymentRecord> records =
                    transactions.read(
                            tables -> tables.records(rows.stream().map(Deployment::id).toList()));
            for (Deployment row : rows) {
                @Nullable DeploymentRecord record = records.get(row.id());
                if (record != null && !take(record)) {
                    return false;
                }
                last = DeploymentPosition.of(row);
            }
            return true;
        }

        private boolean take(DeploymentRecord record) {
            dev.mcm.atc.v1.Deployment proto = DeploymentCodec.toProto(record, clock.instant());
            boolean wanted = statuses.isEmpty() || statuses.contains(proto.getStatus());
            return !wanted || page.add(proto);
        }

        ListDeploymentsResponse answer(String query) {
            ListDeploymentsResponse.Builder response =
                    ListDeploymentsResponse.newBuilder().addAllDeployments(page.items());
            if (more && last != null) {
                response.setNextPageToken(token(query, last));
            }
            return response.build();
        }
    }

    /// Null for an empty text.
    private static @Nullable ModelId model(String text) {
        return text.isEmpty() ? null : RequestChecks.id("model", "model_id", text, ModelId::new);
    }

    private static String token(String query, DeploymentPosition position) {
        return PageToken.of(query, List.of(position.createdAt().toString(), position.id().value()));
    }

    /// Null for an empty token.
    private static @Nullable DeploymentPosition position(String token, String query) {
        List<String> values = PageToken.position(token, query, 2);
        try {
            return values.isEmpty()
                    ? null
                    : new DeploymentPosition(
                            Instant.parse(values.getFirst()), new DeploymentId(values.getLast()));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw McmException.invalidPageToken(token, "next_page_token of a list");
        }
    }
}
