package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.adapter.postgres.DeploymentReader;
import dev.mcm.atc.adapter.postgres.DeploymentRecord;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentFilter;
import dev.mcm.state.deployment.DeploymentPosition;
import dev.mcm.state.deployment.DeploymentStore;
import dev.mcm.state.deployment.PostgresDeploymentStore;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Lists deployments, newest first. The status is derived, not stored: a filter on it reads on
/// until the page is full.
final class ListDeployments {
    private static final int CHUNK = 200;

    private final Transactions transactions;
    private final DeploymentReader reader;
    private final InstantSource clock;
    private final DeploymentStore deployments = new PostgresDeploymentStore();

    ListDeployments(Transactions transactions, DeploymentReader reader, InstantSource clock) {
        this.transactions = transactions;
        this.reader = reader;
        this.clock = clock;
    }

    ListDeploymentsResponse run(ListDeploymentsRequest request) {
        Requests.check(request, _ -> {});
        Caller caller = Caller.current();
        int size = PageToken.size(request.getPageSize());
        Optional<ModelId> model = model(request.getModelId());
        DeploymentFilter filter =
                new DeploymentFilter(
                        caller.organization().orElse(null),
                        model.orElse(null),
                        DeploymentFilter.ALL.lifecycles());
        Set<DeploymentStatus> statuses = new HashSet<>(request.getStatusesList());
        String query =
                "deployments/"
                        + filter.organizationId()
                        + "/"
                        + request.getModelId()
                        + "/"
                        + statuses.stream().map(Enum::name).sorted().toList();
        Optional<DeploymentPosition> after = position(request.getPageToken(), query);
        return transactions.read(
                tx -> page(tx, filter, statuses, after, new PageSize(size, query)));
    }

    private record PageSize(int size, String query) {}

    private ListDeploymentsResponse page(
            Tx tx,
            DeploymentFilter filter,
            Set<DeploymentStatus> statuses,
            Optional<DeploymentPosition> after,
            PageSize page) {
        List<dev.mcm.atc.v1.Deployment> found = new ArrayList<>();
        List<DeploymentPosition> positions = new ArrayList<>();
        Optional<DeploymentPosition> from = after;
        boolean more = true;
        while (more && found.size() <= page.size()) {
            List<Deployment> rows = deployments.list(tx, filter, from, CHUNK);
            Map<DeploymentId, DeploymentRecord> records =
                    reader.find(tx, rows.stream().map(Deployment::id).toList());
            for (Deployment row : rows) {
                @Nullable DeploymentRecord record = records.get(row.id());
                if (record != null) {
                    dev.mcm.atc.v1.Deployment proto =
                            DeploymentCodec.toProto(record, clock.instant());
                    if (statuses.isEmpty() || statuses.contains(proto.getStatus())) {
                        found.add(proto);
                        positions.add(new DeploymentPosition(row.createdAt(), row.id()));
                    }
                }
            }
            more = rows.size() == CHUNK;
            from =
                    rows.isEmpty()
                            ? from
                            : Optional.of(
                                    new DeploymentPosition(
                                            rows.getLast().createdAt(), rows.getLast().id()));
        }
        ListDeploymentsResponse.Builder response = ListDeploymentsResponse.newBuilder();
        response.addAllDeployments(found.subList(0, Math.min(page.size(), found.size())));
        if (found.size() > page.size()) {
            response.setNextPageToken(token(page.query(), positions.get(page.size() - 1)));
        }
        return response.build();
    }

    private static Optional<ModelId> model(String text) {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Requests.id("model", "model_id", text, ModelId::new));
    }

    private static String token(String query, DeploymentPosition position) {
        return PageToken.of(query, List.of(position.createdAt().toString(), position.id().value()));
    }

    private static Optional<DeploymentPosition> position(String token, String query) {
        List<String> values = PageToken.position(token, query, 2);
        try {
            return values.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new DeploymentPosition(
                                    Instant.parse(values.getFirst()),
                                    new DeploymentId(values.getLast())));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw McmException.invalidPageToken(
                    "'" + token + "' (expected: next_page_token of a list)");
        }
    }
}
