package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.atc.core.spec.SpecResolver;
import dev.mcm.atc.core.spec.UpdateMask;
import dev.mcm.atc.core.validate.AutoscalingRules;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.core.validate.SpecRules;
import dev.mcm.atc.v1.DeploymentServiceGrpc;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.UpdateDeploymentResponse;
import dev.mcm.atc.v1.UpdateOutcome;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.Lifecycle;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Changes deployments.
final class UpdateDeployment {
    private static final String METHOD =
            DeploymentServiceGrpc.getUpdateDeploymentMethod().getFullMethodName();

    private final Transactions transactions;
    private final DeploymentWrites writes;
    private final Answers answers;

    UpdateDeployment(Transactions transactions, DeploymentWrites writes) {
        this.transactions = transactions;
        this.writes = writes;
        this.answers = new Answers(writes.clock);
    }

    UpdateDeploymentResponse run(UpdateDeploymentRequest request) {
        Caller caller = Caller.current();
        UpdateMask mask = new UpdateMask(request.getUpdateMask().getPathsList());
        Requests.check(
                request,
                violations -> {
                    mask.check(violations);
                    ResourceNames.checkRequestId(request.getRequestId(), violations);
                });
        DeploymentId id = Requests.id("deployment", "id", request.getId(), DeploymentId::new);
        if (request.getValidateOnly()) {
            return transactions.read(tx -> change(tx, writes.find(tx, caller, id), request, mask));
        }
        Answers.Repeatable repeatable =
                new Answers.Repeatable(request.getRequestId(), METHOD, request);
        return transactions.write(tx ->
                answers.once(
                        tx,
                        repeatable,
                        UpdateDeploymentResponse.parser(),
                        t -> change(t, writes.lock(t, caller, id), request, mask)));
    }

    private UpdateDeploymentResponse change(
            Tx tx, Deployment row, UpdateDeploymentRequest request, UpdateMask mask) {
        Etags.check("deployment", row.id(), request.getEtag(), row.revision());
        if (row.lifecycle() == Lifecycle.DELETING) {
            throw McmException.stateForbids(
                    "deployment " + row.id(), "it is being deleted (expected: one that is not)");
        }
        ResolvedSpec stored = writes.specs.find(tx, row.specHash()).orElseThrow().parse();
        DeploymentSpec spec = SpecDefaults.fill(mask.apply(stored.getSpec(), request.getSpec()));
        AutoscalingSettings oldSettings = row.autoscaling().toProto();
        AutoscalingSettings settings =
                SpecDefaults.fill(mask.apply(oldSettings, request.getAutoscaling()));
        boolean newSpec = !spec.equals(stored.getSpec());
        ResolvedSpec resolved = check(tx, newSpec ? spec : null, settings, stored);
        if (!newSpec && settings.equals(oldSettings)) {
            return answer(tx, row, UpdateOutcome.UPDATE_OUTCOME_UNCHANGED);
        }
        if (newSpec) {
            writes.requireEntitled(tx, row.organizationId(), resolved);
        }
        if (!request.getValidateOnly()) {
            store(tx, row, resolved, newSpec, settings);
        }
        return answer(tx, row, UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
    }

    private ResolvedSpec check(
            Tx tx,
            @Nullable DeploymentSpec newSpec,
            AutoscalingSettings settings,
            ResolvedSpec stored) {
        Violations violations = Violations.none();
        AutoscalingRules.check(settings, violations);
        ResolvedSpec resolved = stored;
        if (newSpec != null) {
            SpecRules.check(newSpec, violations);
            resolved = SpecResolver.resolve(newSpec, writes.shapes(tx), violations);
        }
        violations.throwIfAny();
        return resolved;
    }

    private void store(
            Tx tx,
            Deployment row,
            ResolvedSpec spec,
            boolean newSpec,
            AutoscalingSettings settings) {
        Instant now = writes.clock.instant();
        Deployment next =
                row.withAutoscaling(Autoscaling.of(settings), now)
                        .withTraceparent(DeploymentWrites.trace());
        if (newSpec) {
            StoredSpec body = StoredSpec.of(spec);
            writes.specs.put(tx, body, now);
            next = next.withSpec(body.hash(), spec.getSpec().getPriority(), now);
        }
        writes.deployments.update(tx, next, row.revision());
    }

    private UpdateDeploymentResponse answer(Tx tx, Deployment row, UpdateOutcome outcome) {
        return UpdateDeploymentResponse.newBuilder()
                .setDeployment(writes.view(tx, row.id()))
                .setOutcome(outcome)
                .build();
    }
}
