package dev.mcm.atc.call;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.atc.core.spec.SpecResolver;
import dev.mcm.atc.core.spec.UpdateMask;
import dev.mcm.atc.core.validate.AutoscalingRules;
import dev.mcm.atc.core.validate.ResourceNames;
import dev.mcm.atc.core.validate.RolloutRules;
import dev.mcm.atc.core.validate.SpecRules;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atc.v1.UpdateDeploymentResponse;
import dev.mcm.atc.v1.UpdateOutcome;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.Deployment;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.deployment.SpecVersion;
import dev.mcm.state.deployment.StoredSpec;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.RolloutSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Changes deployments.
public final class UpdateDeploymentCall {
    static final String METHOD = "mcm.atc.v1.DeploymentService/UpdateDeployment";

    private final TransactionsOver<DeploymentTables> transactions;
    private final InstantSource clock;
    private final Answers answers;

    public UpdateDeploymentCall(
            TransactionsOver<DeploymentTables> transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        this.answers = new Answers(clock);
    }

    public UpdateDeploymentResponse run(Caller caller, UpdateDeploymentRequest request) {
        UpdateMask mask = new UpdateMask(request.getUpdateMask().getPathsList());
        Violations violations = RequestChecks.violations(request);
        mask.check(violations);
        ResourceNames.checkRequestId(request.getRequestId(), violations);
        violations.throwIfAny();
        DeploymentId id = RequestChecks.id("deployment", "id", request.getId(), DeploymentId::new);
        Change change = new Change(caller, request, mask);
        if (request.getValidateOnly()) {
            return transactions.read(
                    tables -> change(tables, VisibleDeployments.find(tables, caller, id), change));
        }
        Answers.Repeatable repeatable =
                new Answers.Repeatable(caller, request.getRequestId(), METHOD, request);
        return transactions.write(tables ->
                answers.once(
                        tables.answers(),
                        repeatable,
                        UpdateDeploymentResponse.parser(),
                        () -> change(tables, VisibleDeployments.lock(tables, caller, id), change)));
    }

    private record Change(Caller caller, UpdateDeploymentRequest request, UpdateMask mask) {}

    /// What is no part of the spec: a change is no new version of it.
    private record Settings(AutoscalingSettings autoscaling, RolloutSettings rollout) {
        static Settings of(Deployment row) {
            return new Settings(row.autoscaling().toProto(), row.rollout().toProto());
        }

        /// Every field is set in the answer.
        Settings changedBy(Change change) {
            UpdateDeploymentRequest request = change.request();
            return new Settings(
                    SpecDefaults.fill(change.mask().apply(autoscaling, request.getAutoscaling())),
                    SpecDefaults.fill(change.mask().apply(rollout, request.getRollout())));
        }
    }

    private UpdateDeploymentResponse change(
            DeploymentTables tables, Deployment row, Change change) {
        UpdateDeploymentRequest request = change.request();
        Etags.check("deployment", row.id(), request.getEtag(), row.revision());
        if (row.lifecycle() == DeploymentLifecycle.DELETING) {
            throw McmException.stateForbids(
                    "deployment " + row.id(), "it is being deleted (expected: one that is not)");
        }
        ResolvedSpec stored = tables.spec(row.specHash()).orElseThrow().parse();
        DeploymentSpec spec =
                SpecDefaults.fill(change.mask().apply(stored.getSpec(), request.getSpec()));
        Settings oldSettings = Settings.of(row);
        Settings settings = oldSettings.changedBy(change);
        boolean newSpec = !spec.equals(stored.getSpec());
        ResolvedSpec resolved = check(tables, newSpec ? spec : null, settings, stored);
        if (!newSpec && settings.equals(oldSettings)) {
            return answer(tables, row, change, UpdateOutcome.UPDATE_OUTCOME_UNCHANGED);
        }
        if (newSpec) {
            SpecChecks.requireEntitled(tables, row.organizationId(), resolved);
        }
        if (!request.getValidateOnly()) {
            Deployment next = store(tables, row, newSpec ? resolved : null, settings);
            if (newSpec) {
                SpecVersion given = SpecVersion.of(next, resolved, change.caller().name());
                tables.putVersions(
                        Stream.concat(SpecVersion.found(row, stored).stream(), Stream.of(given))
                                .toList());
            }
        }
        return answer(tables, row, change, UpdateOutcome.UPDATE_OUTCOME_ACCEPTED);
    }

    private static ResolvedSpec check(
            DeploymentTables tables,
            @Nullable DeploymentSpec newSpec,
            Settings settings,
            ResolvedSpec stored) {
        Violations violations = Violations.none();
        AutoscalingRules.check(settings.autoscaling(), violations);
        RolloutRules.check(settings.rollout(), violations);
        ResolvedSpec resolved = stored;
        if (newSpec != null) {
            SpecRules.check(newSpec, violations);
            resolved = SpecResolver.resolve(newSpec, SpecChecks.shapes(tables), violations);
        }
        violations.throwIfAny();
        return resolved;
    }

    /// @param newSpec null = the spec stays
    private Deployment store(
            DeploymentTables tables,
            Deployment row,
            @Nullable ResolvedSpec newSpec,
            Settings settings) {
        Instant now = clock.instant();
        Deployment next =
                row.withAutoscaling(Autoscaling.of(settings.autoscaling()), now)
                        .withRollout(Rollout.of(settings.rollout()), now)
                        .withTraceparent(RequestChecks.trace());
        if (newSpec != null) {
            StoredSpec body = StoredSpec.of(newSpec);
            tables.put(body, now);
            next = next.withSpec(body.hash(), newSpec.getSpec().getPriority(), now);
        }
        tables.update(next, row.revision());
        return next;
    }

    private UpdateDeploymentResponse answer(
            DeploymentTables tables, Deployment row, Change change, UpdateOutcome outcome) {
        return UpdateDeploymentResponse.newBuilder()
                .setDeployment(
                        VisibleDeployments.show(tables, change.caller(), row.id(), clock.instant()))
                .setOutcome(outcome)
                .build();
    }
}
