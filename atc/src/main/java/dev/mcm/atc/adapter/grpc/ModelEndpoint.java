package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.page.PageToken;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateModelResponse;
import dev.mcm.atc.v1.DeleteModelRequest;
import dev.mcm.atc.v1.DeleteModelResponse;
import dev.mcm.atc.v1.GetModelRequest;
import dev.mcm.atc.v1.GetModelResponse;
import dev.mcm.atc.v1.ListModelsRequest;
import dev.mcm.atc.v1.ListModelsResponse;
import dev.mcm.atc.v1.ModelServiceGrpc;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.model.Model;
import dev.mcm.state.model.ModelStore;
import dev.mcm.state.organization.OrganizationStore;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// ModelService.
public final class ModelEndpoint extends ModelServiceGrpc.ModelServiceImplBase {
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;
    private final Answers answers;
    private final ModelStore models = new ModelStore();
    private final OrganizationStore organizations = new OrganizationStore();

    public ModelEndpoint(Transactions transactions, InstantSource clock, IdSource ids) {
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
        this.answers = new Answers(clock);
    }

    @Override
    public void createModel(
            CreateModelRequest request, StreamObserver<CreateModelResponse> answer) {
        Caller caller = Caller.current();
        Requests.check(
                request,
                violations -> {
                    ResourceNames.checkName(request.getName(), violations);
                    ResourceNames.checkRequestId(request.getRequestId(), violations);
                });
        OrganizationId organization =
                Requests.id(
                        "organization",
                        "organization_id",
                        request.getOrganizationId(),
                        OrganizationId::new);
        requireSeen(caller, organization);
        Answers.Repeatable repeatable =
                new Answers.Repeatable(
                        request.getRequestId(),
                        ModelServiceGrpc.getCreateModelMethod().getFullMethodName(),
                        request);
        Unary.reply(
                answer,
                transactions.write(tx ->
                        answers.once(
                                tx,
                                repeatable,
                                CreateModelResponse.parser(),
                                t -> create(t, organization, request.getName()))));
    }

    @Override
    public void getModel(GetModelRequest request, StreamObserver<GetModelResponse> answer) {
        Requests.check(request, _ -> {});
        Caller caller = Caller.current();
        Model found = transactions.read(tx -> find(tx, caller, request.getId()));
        Unary.reply(answer, GetModelResponse.newBuilder().setModel(toProto(found)).build());
    }

    @Override
    public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> answer) {
        Requests.check(request, _ -> {});
        Caller caller = Caller.current();
        int size = PageToken.size(request.getPageSize());
        Optional<OrganizationId> organization = scope(caller, request.getOrganizationId());
        String query = "models/" + organization.map(OrganizationId::value).orElse("");
        List<String> position = PageToken.position(request.getPageToken(), query, 2);
        String afterName = position.isEmpty() ? "" : position.getFirst();
        String afterId = position.isEmpty() ? "" : position.getLast();
        List<Model> rows =
                transactions.read(
                        tx -> models.page(tx, organization, afterName, afterId, size + 1));
        ListModelsResponse.Builder page = ListModelsResponse.newBuilder();
        rows.stream().limit(size).forEach(row -> page.addModels(toProto(row)));
        if (rows.size() > size) {
            Model last = rows.get(size - 1);
            page.setNextPageToken(PageToken.of(query, List.of(last.name(), last.id().value())));
        }
        Unary.reply(answer, page.build());
    }

    @Override
    public void deleteModel(
            DeleteModelRequest request, StreamObserver<DeleteModelResponse> answer) {
        Caller caller = Caller.current();
        Requests.check(request, _ -> {});
        transactions.writeVoid(tx -> models.delete(tx, find(tx, caller, request.getId()).id()));
        Unary.reply(answer, DeleteModelResponse.getDefaultInstance());
    }

    private CreateModelResponse create(Tx tx, OrganizationId organization, String name) {
        if (organizations.find(tx, organization).isEmpty()) {
            throw McmException.notFound("organization", organization);
        }
        if (models.findByName(tx, organization, name).isPresent()) {
            throw McmException.alreadyExists("model", name);
        }
        Model row = new Model(ids.modelId(), organization, name, clock.instant());
        models.insert(tx, row);
        return CreateModelResponse.newBuilder().setModel(toProto(row)).build();
    }

    private Model find(Tx tx, Caller caller, String id) {
        ModelId model = Requests.id("model", "id", id, ModelId::new);
        return models.find(tx, model)
                .filter(row -> caller.sees(row.organizationId()))
                .orElseThrow(() -> McmException.notFound("model", id));
    }

    /// The organisation whose models are listed; empty = all.
    private static Optional<OrganizationId> scope(Caller caller, String requested) {
        if (requested.isEmpty()) {
            return caller.organization();
        }
        OrganizationId organization =
                Requests.id("organization", "organization_id", requested, OrganizationId::new);
        requireSeen(caller, organization);
        return Optional.of(organization);
    }

    private static void requireSeen(Caller caller, OrganizationId organization) {
        if (!caller.sees(organization)) {
            throw McmException.notFound("organization", organization);
        }
    }

    private static dev.mcm.atc.v1.Model toProto(Model row) {
        return dev.mcm.atc.v1.Model.newBuilder()
                .setId(row.id().value())
                .setOrganizationId(row.organizationId().value())
                .setName(row.name())
                .setCreatedAt(Timestamps.of(row.createdAt()))
                .build();
    }
}
