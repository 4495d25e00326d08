package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.mask.ResourceMask;
import dev.mcm.atc.core.page.Page;
import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.PlaneTopics;
import dev.mcm.atc.v1.CordonPlaneRequest;
import dev.mcm.atc.v1.CordonPlaneResponse;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.GetPlaneResponse;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.ListPlanesResponse;
import dev.mcm.atc.v1.PlaneServiceGrpc;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atc.v1.RegisterPlaneResponse;
import dev.mcm.atc.v1.UncordonPlaneRequest;
import dev.mcm.atc.v1.UncordonPlaneResponse;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.plane.Plane;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneStore;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// PlaneService.
public final class PlaneEndpoint extends PlaneServiceGrpc.PlaneServiceImplBase {
    private static final String QUERY = "planes";
    private static final List<String> SETTABLE =
            List.of(
                    "provider",
                    "region",
                    "api_url",
                    "credentials_ref",
                    "gateway_url",
                    "shares_gpus");

    private final Transactions transactions;
    private final InstantSource clock;
    private final PlaneTopics topics;
    private final PlaneAdmission admission;
    private final PlaneStore planes = new PlaneStore();
    private final PlaneViews views = new PlaneViews();

    public PlaneEndpoint(
            Transactions transactions,
            InstantSource clock,
            PlaneTopics topics,
            PlaneAdmission admission) {
        this.transactions = transactions;
        this.clock = clock;
        this.topics = topics;
        this.admission = admission;
    }

    @Override
    public void registerPlane(
            RegisterPlaneRequest request, StreamObserver<RegisterPlaneResponse> answer) {
        ResourceMask mask = new ResourceMask("plane", SETTABLE, request.getUpdateMask());
        Requests.check(request, violations -> mask.check(request.getPlane(), violations));
        PlaneAdmission.Asked asked =
                admission.ask(transactions.read(tx -> merged(tx, request.getPlane(), mask)));
        PlaneId id = asked.plane().id();
        topics.ensure(id);
        dev.mcm.atc.v1.Plane stored =
                transactions.write(tx -> {
                    admission.begin(tx);
                    Plane wanted = merged(tx, request.getPlane(), mask);
                    PlaneIdentity identity = admission.admit(tx, wanted, asked);
                    register(tx, wanted);
                    admission.write(tx, identity);
                    return views.full(tx, find(tx, id));
                });
        Unary.reply(answer, RegisterPlaneResponse.newBuilder().setPlane(stored).build());
    }

    @Override
    public void getPlane(GetPlaneRequest request, StreamObserver<GetPlaneResponse> answer) {
        Requests.check(request, _ -> {});
        PlaneId id = Requests.id("plane", "id", request.getId(), PlaneId::new);
        dev.mcm.atc.v1.Plane found = transactions.read(tx -> views.full(tx, find(tx, id)));
        Unary.reply(answer, GetPlaneResponse.newBuilder().setPlane(found).build());
    }

    @Override
    public void listPlanes(ListPlanesRequest request, StreamObserver<ListPlanesResponse> answer) {
        Requests.check(request, _ -> {});
        int size = PageToken.size(request.getPageSize());
        Optional<PlaneId> after = PageToken.after(request.getPageToken(), QUERY, PlaneId::new);
        ListPlanesResponse page =
                transactions.read(tx -> {
                    List<Plane> rows = planes.list(tx, after, size + 1);
                    List<Plane> shown = rows.subList(0, Math.min(size, rows.size()));
                    Page<dev.mcm.atc.v1.Plane> fitting = new Page<>(size);
                    fitting.fill(views.brief(tx, shown));
                    ListPlanesResponse.Builder response =
                            ListPlanesResponse.newBuilder().addAllPlanes(fitting.items());
                    if (rows.size() > fitting.items().size()) {
                        response.setNextPageToken(
                                PageToken.of(QUERY, List.of(fitting.items().getLast().getId())));
                    }
                    return response.build();
                });
        Unary.reply(answer, page);
    }

    @Override
    public void cordonPlane(
            CordonPlaneRequest request, StreamObserver<CordonPlaneResponse> answer) {
        Requests.check(
                request, violations -> ResourceNames.checkReason(request.getReason(), violations));
        Unary.reply(
                answer,
                CordonPlaneResponse.newBuilder()
                        .setPlane(cordon(request.getId(), true, request.getReason()))
                        .build());
    }

    @Override
    public void uncordonPlane(
            UncordonPlaneRequest request, StreamObserver<UncordonPlaneResponse> answer) {
        Requests.check(request, _ -> {});
        Unary.reply(
                answer,
                UncordonPlaneResponse.newBuilder()
                        .setPlane(cordon(request.getId(), false, ""))
                        .build());
    }

    private dev.mcm.atc.v1.Plane cordon(String name, boolean cordoned, String reason) {
        PlaneId id = Requests.id("plane", "id", name, PlaneId::new);
        return transactions.write(tx -> {
            Plane old = find(tx, id);
            if (old.cordoned() != cordoned || !old.cordonReason().equals(reason)) {
                planes.update(
                        tx, old.withCordon(cordoned, reason, clock.instant()), old.revision());
            }
            return views.full(tx, find(tx, id));
        });
    }

    /// The plane with what the request changes.
    ///
    /// @throws McmException INVALID_FIELD when it cannot be
    private dev.mcm.atc.v1.Plane wanted(Tx tx, dev.mcm.atc.v1.Plane given, ResourceMask mask) {
        dev.mcm.atc.v1.Plane.Builder wanted =
                Requests.optionalId(given.getId(), PlaneId::new)
                        .flatMap(id -> planes.find(tx, id))
                        .map(PlaneEndpoint::settable)
                        .orElseGet(() -> dev.mcm.atc.v1.Plane.newBuilder().setId(given.getId()));
        mask.merge(given, wanted);
        Violations violations = Violations.none();
        ResourceNames.checkPlane(wanted.build(), violations);
        violations.throwIfAny();
        return wanted.build();
    }

    private void register(Tx tx, Plane wanted) {
        Optional<Plane> old = planes.find(tx, wanted.id());
        if (old.isEmpty()) {
            planes.insert(tx, wanted);
        } else if (!wanted.updatedAt().equals(old.get().updatedAt())) {
            planes.update(tx, wanted, old.get().revision());
        }
    }

    /// The row as it is to be; the one that is there when the request changes nothing.
    private Plane merged(Tx tx, dev.mcm.atc.v1.Plane given, ResourceMask mask) {
        dev.mcm.atc.v1.Plane proto = wanted(tx, given, mask);
        PlaneId id = new PlaneId(proto.getId());
        Instant now = clock.instant();
        Plane old =
                planes.find(tx, id)
                        .orElseGet(() ->
                                new Plane(id, "", "", "", "", "", false, false, "", 1, now, now));
        Plane same = row(proto, old, old.updatedAt());
        return same.equals(old) ? old : row(proto, old, now);
    }

    private Plane find(Tx tx, PlaneId id) {
        return planes.find(tx, id).orElseThrow(() -> McmException.notFound("plane", id));
    }

    private static Plane row(dev.mcm.atc.v1.Plane proto, Plane old, Instant now) {
        return new Plane(
                old.id(),
                proto.getProvider(),
                proto.getRegion(),
                proto.getApiUrl(),
                proto.getCredentialsRef(),
                proto.getGatewayUrl(),
                proto.getSharesGpus(),
                old.cordoned(),
                old.cordonReason(),
                old.revision(),
                old.createdAt(),
                now);
    }

    private static dev.mcm.atc.v1.Plane.Builder settable(Plane row) {
        return dev.mcm.atc.v1.Plane.newBuilder()
                .setId(row.id().value())
                .setProvider(row.provider())
                .setRegion(row.region())
                .setApiUrl(row.apiUrl())
                .setCredentialsRef(row.credentialsRef())
                .setGatewayUrl(row.gatewayUrl())
                .setSharesGpus(row.sharesGpus());
    }
}
