package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.atc.core.spec.SpecResolver;
import dev.mcm.atc.core.validate.AutoscalingRules;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.core.validate.SpecRules;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateDeploymentResponse;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.Lifecycle;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.model.Model;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import java.time.Instant;
import java.util.Map;

/// Creates deployments.
final class CreateDeployment {
    private static final String METHOD =
            DeploymentServiceGrpc.getCreateDeploymentMethod().getFullMethodName();
    private static final int NAME_CHARS = 8;

    private final Transactions transactions;
    private final DeploymentWrites writes;
    private final IdSource ids;
    private final Answers answers;

    CreateDeployment(Transactions transactions, DeploymentWrites writes, IdSource ids) {
        this.transactions = transactions;
        this.writes = writes;
        this.ids = ids;
        this.answers = new Answers(writes.clock);
    }

    CreateDeploymentResponse run(CreateDeploymentRequest request) {
        Caller caller = Caller.current();
        ResolvedSpec spec = resolve(request, transactions.read(writes::shapes));
        ModelId model = Requests.id("model", "model_id", request.getModelId(), ModelId::new);
        if (request.getValidateOnly()) {
            return transactions.read(tx ->
                    CreateDeploymentResponse.newBuilder()
                            .setDeployment(preview(prepare(tx, caller, model, request, spec), spec))
                            .build());
        }
        Answers.Repeatable repeatable =
                new Answers.Repeatable(request.getRequestId(), METHOD, request);
        return transactions.write(tx ->
                answers.once(
                        tx,
                        repeatable,
                        CreateDeploymentResponse.parser(),
                        t -> create(t, prepare(t, caller, model, request, spec), spec)));
    }

    /// All that is wrong with the request, whatever the model.
    private static ResolvedSpec resolve(
            CreateDeploymentRequest request, Map<String, Shape> instanceTypes) {
        DeploymentSpec spec = SpecDefaults.fill(request.getSpec());
        ResolvedSpec[] resolved = new ResolvedSpec[1];
        Requests.check(
                request,
                violations -> {
                    violations.check(
                            !request.getModelId().isEmpty(),
                            "model_id",
                            "",
                            "the id of a model; it is required");
                    if (!request.getName().isEmpty()) {
                        ResourceNames.checkName(request.getName(), violations);
                    }
                    ResourceNames.checkRequestId(request.getRequestId(), violations);
                    SpecRules.check(request.getSpec(), violations);
                    AutoscalingRules.check(SpecDefaults.fill(request.getAutoscaling()), violations);
                    resolved[0] = SpecResolver.resolve(spec, instanceTypes, violations);
                });
        return resolved[0];
    }

    /// Everything but the writing.
    private Deployment prepare(
            Tx tx, Caller caller, ModelId id, CreateDeploymentRequest request, ResolvedSpec spec) {
        Model model =
                writes.models
                        .find(tx, id)
                        .filter(row -> caller.sees(row.organizationId()))
                        .orElseThrow(() -> McmException.notFound("model", id));
        writes.requireEntitled(tx, model.organizationId(), spec);
        String name =
                request.getName().isEmpty()
                        ? "deployment-" + ids.characters(NAME_CHARS)
                        : request.getName();
        if (writes.deployments.findByName(tx, id, name).isPresent()) {
            throw McmException.alreadyExists("deployment", name);
        }
        Instant now = writes.clock.instant();
        return new Deployment(
                ids.deploymentId(),
                model.organizationId(),
                id,
                name,
                1,
                StoredSpec.of(spec).hash(),
                spec.getSpec().getPriority(),
                Autoscaling.of(SpecDefaults.fill(request.getAutoscaling())),
                Lifecycle.ACTIVE,
                1,
                DeploymentWrites.trace(),
                now,
                now);
    }

    private CreateDeploymentResponse create(Tx tx, Deployment row, ResolvedSpec spec) {
        writes.specs.put(tx, StoredSpec.of(spec), row.createdAt());
        writes.deployments.insert(tx, row);
        return CreateDeploymentResponse.newBuilder()
                .setDeployment(writes.view(tx, row.id()))
                .build();
    }

    /// What would be created; it has no id.
    private static dev.mcm.atc.v1.Deployment preview(Deployment row, ResolvedSpec spec) {
        return dev.mcm.atc.v1.Deployment.newBuilder()
                .setOrganizationId(row.organizationId().value())
                .setModelId(row.modelId().value())
                .setName(row.name())
                .setVersion(row.version())
                .setSpec(spec.getSpec())
                .setAutoscaling(row.autoscaling().toProto())
                .build();
    }
}
