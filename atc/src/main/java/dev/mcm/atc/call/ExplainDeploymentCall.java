package dev.mcm.atc.call;

import dev.mcm.atc.core.status.PodProblems;
import dev.mcm.atc.port.ExplanationTables;
import dev.mcm.atc.port.PodSource;
import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.atc.v1.ExplainDeploymentRequest;
import dev.mcm.atc.v1.ExplainDeploymentResponse;
import dev.mcm.atc.v1.PlacementExplanation;
import dev.mcm.atc.v1.PlaneVerdict;
import dev.mcm.atc.v1.PodProblem;
import dev.mcm.atc.v1.PushExplanation;
import dev.mcm.atc.v1.ScaleExplanation;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.Timestamps;
import dev.mcm.state.push.Push;
import dev.mcm.state.scale.ScaleTarget;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Explains a deployment from the reasons stored with the decisions.
public final class ExplainDeploymentCall {
    private static final Logger LOG = LoggerFactory.getLogger(ExplainDeploymentCall.class);

    private final TransactionsOver<ExplanationTables> transactions;
    private final PodSource pods;
    private final InstantSource clock;

    public ExplainDeploymentCall(
            TransactionsOver<ExplanationTables> transactions, PodSource pods, InstantSource clock) {
        this.transactions = transactions;
        this.pods = pods;
        this.clock = clock;
    }

    public ExplainDeploymentResponse run(Caller caller, ExplainDeploymentRequest request) {
        RequestChecks.check(request);
        DeploymentId id = RequestChecks.id("deployment", "id", request.getId(), DeploymentId::new);
        ExplainDeploymentResponse.Builder response =
                transactions.read(tables -> decisions(tables, caller, id));
        return response.addAllPodProblems(podProblems(id)).build();
    }

    private ExplainDeploymentResponse.Builder decisions(
            ExplanationTables tables, Caller caller, DeploymentId id) {
        ExplainDeploymentResponse.Builder response =
                ExplainDeploymentResponse.newBuilder()
                        .setDeployment(
                                VisibleDeployments.show(
                                        tables.deployments(), caller, id, clock.instant()));
        tables.scale(id).ifPresent(scale -> response.setScale(toProto(scale)));
        PlacementExplanation.Builder placement = PlacementExplanation.newBuilder();
        tables.placement(id)
                .ifPresent(summary ->
                        placement
                                .setPending(summary.pending())
                                .setDecidedAt(Timestamps.of(summary.decidedAt())));
        tables.verdicts(id).forEach(verdict -> placement.addVerdicts(toProto(verdict)));
        response.setPlacement(placement);
        tables.pushes(id).forEach(push -> response.addPushes(toProto(push)));
        return response;
    }

    /// None when the planes' reports cannot be read: the rest of the explanation is worth more than
    /// an error.
    private List<PodProblem> podProblems(DeploymentId id) {
        try {
            return PodProblems.worst(pods.pods(id));
        } catch (McmException e) {
            LOG.atWarn().addKeyValue("deployment", id).setCause(e).log("pods cannot be explained");
            return List.of();
        }
    }

    private static ScaleExplanation toProto(ScaleTarget scale) {
        return ScaleExplanation.newBuilder()
                .setDesired(scale.desired())
                .setReason(scale.reason())
                .setMessage(scale.message())
                .setDecidedAt(Timestamps.of(scale.decidedAt()))
                .build();
    }

    private static PlaneVerdict toProto(dev.mcm.state.placement.PlaneVerdict verdict) {
        return PlaneVerdict.newBuilder()
                .setPlaneId(verdict.plane().value())
                .setReason(verdict.reason())
                .setMessage(verdict.message())
                .setPlaced(verdict.placed())
                .build();
    }

    private static PushExplanation toProto(Push push) {
        return PushExplanation.newBuilder()
                .setPlaneId(push.key().planeId().value())
                .setWantedVersion(push.wantedVersion())
                .setAppliedVersion(push.appliedVersion())
                .setError(push.error())
                .setFailedAttempts(push.failedAttempts())
                .setAttemptedAt(Timestamps.of(push.attemptedAt()))
                .build();
    }
}
