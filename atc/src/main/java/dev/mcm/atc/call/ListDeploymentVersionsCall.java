package dev.mcm.atc.call;

import dev.mcm.atc.core.page.Page;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.core.spec.SpecChanges;
import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.DeploymentVersion;
import dev.mcm.atc.v1.ListDeploymentVersionsRequest;
import dev.mcm.atc.v1.ListDeploymentVersionsResponse;
import dev.mcm.atc.v1.OptionRevision;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.deployment.SpecHash;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.type.v1.ResolvedSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lists the versions of a deployment's spec, newest first.
public final class ListDeploymentVersionsCall {
    /// Specs, of up to 32 KiB each, that are read at a time.
    private static final int CHUNK = 50;

    private final TransactionsOver<DeploymentReads> transactions;

    public ListDeploymentVersionsCall(TransactionsOver<DeploymentReads> transactions) {
        this.transactions = transactions;
    }

    public ListDeploymentVersionsResponse run(
            Caller caller, ListDeploymentVersionsRequest request) {
        RequestChecks.check(request);
        DeploymentId id = RequestChecks.id("deployment", "id", request.getId(), DeploymentId::new);
        int size = PageToken.size(request.getPageSize());
        String query = "versions/" + id;
        long below =
                PageToken.after(request.getPageToken(), query, Long::valueOf)
                        .orElse(Long.MAX_VALUE);
        return transactions.read(tables -> {
            VisibleDeployments.find(tables, caller, id);
            List<SpecVersion> rows = tables.versions(id, below, size + 1);
            Page<DeploymentVersion> page = page(tables, rows, size);
            ListDeploymentVersionsResponse.Builder response =
                    ListDeploymentVersionsResponse.newBuilder().addAllVersions(page.items());
            if (page.size() < rows.size()) {
                long last = rows.get(page.size() - 1).number();
                response.setNextPageToken(PageToken.of(query, List.of(Long.toString(last))));
            }
            return response.build();
        });
    }

    /// @param rows one more than fit, so that the last one is compared with it
    private static Page<DeploymentVersion> page(
            DeploymentReads tables, List<SpecVersion> rows, int size) {
        Page<DeploymentVersion> page = new Page<>(size);
        for (int from = 0; from < rows.size(); from += CHUNK) {
            int to = Math.min(from + CHUNK, rows.size());
            Map<SpecHash, ResolvedSpec> specs =
                    tables.specs(
                            rows.subList(from, Math.min(to + 1, rows.size())).stream()
                                    .map(SpecVersion::specHash)
                                    .distinct()
                                    .toList());
            for (int i = from; i < to; i++) {
                @Nullable SpecVersion before = i + 1 < rows.size() ? rows.get(i + 1) : null;
                if (!page.add(toProto(rows.get(i), before, specs))) {
                    return page;
                }
            }
        }
        return page;
    }

    private static DeploymentVersion toProto(
            SpecVersion row, @Nullable SpecVersion before, Map<SpecHash, ResolvedSpec> specs) {
        DeploymentVersion.Builder version =
                DeploymentVersion.newBuilder()
                        .setNumber(row.number())
                        .setCreatedAt(Timestamps.of(row.createdAt()))
                        .setCreatedBy(row.createdBy());
        row.revisions()
                .forEach(option ->
                        version.addRevisions(
                                OptionRevision.newBuilder()
                                        .setInstanceType(option.instanceType().value())
                                        .setRevision(option.revision().value())));
        @Nullable ResolvedSpec spec = specs.get(row.specHash());
        @Nullable ResolvedSpec earlier = before == null ? null : specs.get(before.specHash());
        if (spec != null) {
            version.setImage(spec.getSpec().getImage());
        }
        if (spec != null && earlier != null) {
            version.addAllChanged(SpecChanges.between(earlier, spec));
        }
        return version.build();
    }
}
