package dev.mcm.atc.call;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.atc.core.spec.SpecResolver;
import dev.mcm.atc.core.validate.AutoscalingRules;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.core.validate.RolloutRules;
import dev.mcm.atc.core.validate.SpecRules;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateDeploymentResponse;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.IdSource;
import dev.mcm.shared.id.ModelId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.state.model.Model;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Shape;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Creates deployments.
public final class CreateDeploymentCall {
    static final String METHOD = "mcm.atc.v1.DeploymentService/CreateDeployment";
    private static final int NAME_CHARS = 8;

    private final TransactionsOver<DeploymentTables> transactions;
    private final IdSource ids;
    private final InstantSource clock;
    private final Answers answers;

    public CreateDeploymentCall(
            TransactionsOver<DeploymentTables> transactions, IdSource ids, InstantSource clock) {
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
        this.answers = new Answers(clock);
    }

    public CreateDeploymentResponse run(Caller caller, CreateDeploymentRequest request) {
        ResolvedSpec spec = resolve(request, transactions.read(SpecChecks::shapes));
        ModelId model = RequestChecks.id("model", "model_id", request.getModelId(), ModelId::new);
        if (request.getValidateOnly()) {
            return transactions.read(tables ->
                    CreateDeploymentResponse.newBuilder()
                            .setDeployment(
                                    preview(prepare(tables, caller, model, request, spec), spec))
                            .build());
        }
        Answers.Repeatable repeatable =
                new Answers.Repeatable(caller, request.getRequestId(), METHOD, request);
        return transactions.write(tables ->
                answers.once(
                        tables.answers(),
                        repeatable,
                        CreateDeploymentResponse.parser(),
                        () -> {
                            Deployment row = prepare(tables, caller, model, request, spec);
                            return create(tables, caller, row, spec);
                        }));
    }

    /// All that is wrong with the request, whatever the model.
    private static ResolvedSpec resolve(
            CreateDeploymentRequest request, Map<String, Shape> instanceTypes) {
        Violations violations = RequestChecks.violations(request);
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
        RolloutRules.check(SpecDefaults.fill(request.getRollout()), violations);
        ResolvedSpec resolved =
                SpecResolver.resolve(
                        SpecDefaults.fill(request.getSpec()), instanceTypes, violations);
        violations.throwIfAny();
        return resolved;
    }

    /// Everything but the writing.
    private Deployment prepare(
            DeploymentTables tables,
            Caller caller,
            ModelId id,
            CreateDeploymentRequest request,
            ResolvedSpec spec) {
        Model model =
                tables.model(id)
                        .filter(row -> caller.sees(row.organizationId()))
                        .orElseThrow(() -> McmException.notFound("model", id));
        SpecChecks.requireEntitled(tables, model.organizationId(), spec);
        String name =
                request.getName().isEmpty()
                        ? "deployment-" + ids.characters(NAME_CHARS)
                        : request.getName();
        if (tables.findByName(id, name).isPresent()) {
            throw McmException.alreadyExists("deployment", name);
        }
        Instant now = clock.instant();
        return new Deployment(
                ids.deploymentId(),
                model.organizationId(),
                id,
                name,
                1,
                StoredSpec.of(spec).hash(),
                spec.getSpec().getPriority(),
                Autoscaling.of(SpecDefaults.fill(request.getAutoscaling())),
                Rollout.of(SpecDefaults.fill(request.getRollout())),
                DeploymentLifecycle.ACTIVE,
                1,
                RequestChecks.trace(),
                now,
                now);
    }

    private CreateDeploymentResponse create(
            DeploymentTables tables, Caller caller, Deployment row, ResolvedSpec spec) {
        tables.put(StoredSpec.of(spec), row.createdAt());
        tables.insert(row);
        tables.putVersions(List.of(SpecVersion.of(row, spec, caller.name())));
        return CreateDeploymentResponse.newBuilder()
                .setDeployment(VisibleDeployments.show(tables, caller, row.id(), clock.instant()))
                .build();
    }

    /// What would be created; it has no id.
    private static dev.mcm.atc.v1.Deployment preview(Deployment row, ResolvedSpec spec) {
        return dev.mcm.atc.v1.Deployment.newBuilder()
                .setOrganizationId(row.organizationId().value())
                .setModelId(row.modelId().value())
                .setName(row.name())
                .setVersion(row.specVersion())
                .setSpec(spec.getSpec())
                .setAutoscaling(row.autoscaling().toProto())
                .setRollout(row.rollout().toProto())
                .build();
    }
}
