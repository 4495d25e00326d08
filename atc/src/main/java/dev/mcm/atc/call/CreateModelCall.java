package dev.mcm.atc.call;

import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.port.ModelTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateModelResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.state.model.Model;
import java.time.InstantSource;

/// Creates models.
public final class CreateModelCall {
    static final String METHOD = "mcm.atc.v1.ModelService/CreateModel";

    private final TransactionsOver<ModelTables> transactions;
    private final IdSource ids;
    private final InstantSource clock;
    private final Answers answers;

    public CreateModelCall(
            TransactionsOver<ModelTables> transactions, IdSource ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.answers = new Answers(clock);
    }

    public CreateModelResponse run(Caller caller, CreateModelRequest request) {
        Violations violations = RequestChecks.violations(request);
        ResourceNames.checkName(request.getName(), violations);
        ResourceNames.checkRequestId(request.getRequestId(), violations);
        violations.throwIfAny();
        OrganizationId organization =
                RequestChecks.id(
                        "organization",
                        "organization_id",
                        request.getOrganizationId(),
                        OrganizationId::new);
        RequestChecks.requireSeen(caller, organization);
        Answers.Repeatable repeatable =
                new Answers.Repeatable(caller, request.getRequestId(), METHOD, request);
        return transactions.write(tables ->
                answers.once(
                        tables.answers(),
                        repeatable,
                        CreateModelResponse.parser(),
                        () -> create(tables, organization, request.getName())));
    }

    private CreateModelResponse create(
            ModelTables tables, OrganizationId organization, String name) {
        if (!tables.hasOrganization(organization)) {
            throw McmException.notFound("organization", organization);
        }
        if (tables.findByName(organization, name).isPresent()) {
            throw McmException.alreadyExists("model", name);
        }
        Model row = new Model(ids.modelId(), organization, name, clock.instant());
        tables.insert(row);
        return CreateModelResponse.newBuilder().setModel(ModelCodec.toProto(row)).build();
    }
}
