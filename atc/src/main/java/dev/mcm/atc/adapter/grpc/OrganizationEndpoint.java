package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.mask.ResourceMask;
import dev.mcm.atc.core.page.Page;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.CreateOrganizationResponse;
import dev.mcm.atc.v1.GetOrganizationRequest;
import dev.mcm.atc.v1.GetOrganizationResponse;
import dev.mcm.atc.v1.ListOrganizationsRequest;
import dev.mcm.atc.v1.ListOrganizationsResponse;
import dev.mcm.atc.v1.OrganizationServiceGrpc;
import dev.mcm.atc.v1.UpdateOrganizationRequest;
import dev.mcm.atc.v1.UpdateOrganizationResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.organization.Organization;
import dev.mcm.state.organization.OrganizationStore;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// OrganizationService.
public final class OrganizationEndpoint
        extends OrganizationServiceGrpc.OrganizationServiceImplBase {
    private static final String QUERY = "organizations";
    private static final List<String> SETTABLE =
            List.of("display_name", "allowed_regions", "cpu_deployments", "gpu_deployments");

    private final Transactions transactions;
    private final InstantSource clock;
    private final OrganizationStore store = new OrganizationStore();

    public OrganizationEndpoint(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void createOrganization(
            CreateOrganizationRequest request, StreamObserver<CreateOrganizationResponse> answer) {
        Requests.check(
                request,
                violations ->
                        ResourceNames.checkNewOrganization(request.getOrganization(), violations));
        OrganizationId id = new OrganizationId(request.getOrganization().getId());
        requireSeen(Caller.current(), id);
        Organization row = fromProto(request.getOrganization(), 1, clock.instant());
        Organization created =
                transactions.write(tx -> {
                    if (store.find(tx, id).isPresent()) {
                        throw McmException.alreadyExists("organization", id);
                    }
                    return store.insert(tx, row);
                });
        Unary.reply(
                answer,
                CreateOrganizationResponse.newBuilder().setOrganization(toProto(created)).build());
    }

    @Override
    public void getOrganization(
            GetOrganizationRequest request, StreamObserver<GetOrganizationResponse> answer) {
        Caller caller = Caller.current();
        Requests.check(request, _ -> {});
        OrganizationId id = Requests.id("organization", "id", request.getId(), OrganizationId::new);
        requireSeen(caller, id);
        Organization found = transactions.read(tx -> find(tx, id));
        Unary.reply(
                answer,
                GetOrganizationResponse.newBuilder().setOrganization(toProto(found)).build());
    }

    @Override
    public void listOrganizations(
            ListOrganizationsRequest request, StreamObserver<ListOrganizationsResponse> answer) {
        Caller caller = Caller.current();
        Requests.check(request, _ -> {});
        int size = PageToken.size(request.getPageSize());
        Optional<OrganizationId> after =
                PageToken.after(request.getPageToken(), QUERY, OrganizationId::new);
        List<Organization> rows = transactions.read(tx -> list(tx, caller, after, size + 1));
        Page<dev.mcm.atc.v1.Organization> page = new Page<>(size);
        page.fill(rows.stream().map(OrganizationEndpoint::toProto).toList());
        ListOrganizationsResponse.Builder response =
                ListOrganizationsResponse.newBuilder().addAllOrganizations(page.items());
        if (page.items().size() < rows.size()) {
            response.setNextPageToken(PageToken.of(QUERY, List.of(page.items().getLast().getId())));
        }
        Unary.reply(answer, response.build());
    }

    @Override
    public void updateOrganization(
            UpdateOrganizationRequest request, StreamObserver<UpdateOrganizationResponse> answer) {
        ResourceMask mask = new ResourceMask("organization", SETTABLE, request.getUpdateMask());
        Requests.check(request, violations -> mask.check(request.getOrganization(), violations));
        OrganizationId id =
                Requests.id(
                        "organization",
                        "organization.id",
                        request.getOrganization().getId(),
                        OrganizationId::new);
        Organization updated = transactions.write(tx -> update(tx, id, request, mask));
        Unary.reply(
                answer,
                UpdateOrganizationResponse.newBuilder().setOrganization(toProto(updated)).build());
    }

    private Organization update(
            Tx tx, OrganizationId id, UpdateOrganizationRequest request, ResourceMask mask) {
        Organization old = find(tx, id);
        Etags.check("organization", id, request.getEtag(), old.revision());
        dev.mcm.atc.v1.Organization.Builder merged = toProto(old).toBuilder();
        mask.merge(request.getOrganization(), merged);
        Violations violations = Violations.none();
        ResourceNames.checkOrganization(merged.build(), violations);
        violations.throwIfAny();
        Organization wanted = fromProto(merged.build(), old.revision(), old.createdAt());
        return wanted.equals(old) ? old : store.update(tx, wanted, old.revision());
    }

    private List<Organization> list(
            Tx tx, Caller caller, Optional<OrganizationId> after, int limit) {
        if (caller.organization().isEmpty()) {
            return store.list(tx, after, limit);
        }
        return after.isPresent()
                ? List.of()
                : store.find(tx, caller.organization().get()).stream().toList();
    }

    private Organization find(Tx tx, OrganizationId id) {
        return store.find(tx, id).orElseThrow(() -> McmException.notFound("organization", id));
    }

    private static void requireSeen(Caller caller, OrganizationId id) {
        if (!caller.sees(id)) {
            throw McmException.notFound("organization", id);
        }
    }

    private static Organization fromProto(
            dev.mcm.atc.v1.Organization proto, long revision, Instant createdAt) {
        return new Organization(
                new OrganizationId(proto.getId()),
                proto.getDisplayName(),
                proto.getAllowedRegionsList(),
                proto.getCpuDeployments(),
                proto.getGpuDeployments(),
                revision,
                createdAt);
    }

    private static dev.mcm.atc.v1.Organization toProto(Organization row) {
        return dev.mcm.atc.v1.Organization.newBuilder()
                .setId(row.id().value())
                .setDisplayName(row.displayName())
                .addAllAllowedRegions(row.allowedRegions())
                .setCpuDeployments(row.cpuDeployments())
                .setGpuDeployments(row.gpuDeployments())
                .setCreatedAt(Timestamps.of(row.createdAt()))
                .setEtag(Etags.of(row.revision()))
                .build();
    }
}
