package dev.mcm.atc.adapter.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.atc.core.status.PodProblems;
import dev.mcm.atc.v1.ExplainDeploymentResponse;
import dev.mcm.atc.v1.PlacementExplanation;
import dev.mcm.atc.v1.PlaneVerdict;
import dev.mcm.atc.v1.PodProblem;
import dev.mcm.atc.v1.PushExplanation;
import dev.mcm.atc.v1.ScaleExplanation;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import dev.mcm.state.observed.ObservedObjectStore;
import dev.mcm.state.observed.ObservedRow;
import dev.mcm.state.placement.PlacementSummaryStore;
import dev.mcm.state.placement.PlacementVerdictStore;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushStore;
import dev.mcm.state.scale.ScaleTarget;
import dev.mcm.state.scale.ScaleTargetStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Explains a deployment from the reasons stored with the decisions.
final class ExplainDeployment {
    private static final Logger LOG = LoggerFactory.getLogger(ExplainDeployment.class);

    private final Transactions transactions;
    private final Transactions observed;
    private final DeploymentWrites writes;
    private final ScaleTargetStore scales = new ScaleTargetStore();
    private final PlacementSummaryStore summaries = new PlacementSummaryStore();
    private final PlacementVerdictStore verdicts = new PlacementVerdictStore();
    private final PushStore pushes = new PushStore();
    private final ObservedObjectStore objects = new ObservedObjectStore();

    ExplainDeployment(Transactions transactions, Transactions observed, DeploymentWrites writes) {
        this.transactions = transactions;
        this.observed = observed;
        this.writes = writes;
    }

    ExplainDeploymentResponse run(Caller caller, DeploymentId id) {
        ExplainDeploymentResponse.Builder response =
                transactions.read(tx -> decisions(tx, writes.find(tx, caller, id).id()));
        return response.addAllPodProblems(podProblems(id)).build();
    }

    private ExplainDeploymentResponse.Builder decisions(Tx tx, DeploymentId id) {
        ExplainDeploymentResponse.Builder response =
                ExplainDeploymentResponse.newBuilder().setDeployment(writes.view(tx, id));
        scales.find(tx, id).ifPresent(scale -> response.setScale(toProto(scale)));
        PlacementExplanation.Builder placement = PlacementExplanation.newBuilder();
        summaries
                .find(tx, id)
                .ifPresent(summary ->
                        placement
                                .setPending(summary.pending())
                                .setDecidedAt(Timestamps.of(summary.decidedAt())));
        verdicts.find(tx, id)
                .ifPresent(found ->
                        found.verdicts()
                                .forEach(verdict -> placement.addVerdicts(toProto(verdict))));
        response.setPlacement(placement);
        pushes.ofDeployment(tx, id).forEach(push -> response.addPushes(toProto(push)));
        return response;
    }

    /// None when the observed database does not answer: the rest of the explanation is worth more
    /// than an error.
    private List<PodProblem> podProblems(DeploymentId id) {
        try {
            List<ObservedRow> rows = observed.read(tx -> objects.ofDeployment(tx, id));
            return PodProblems.worst(rows.stream().flatMap(ExplainDeployment::pod).toList());
        } catch (McmException e) {
            LOG.atWarn().addKeyValue("deployment", id).setCause(e).log("pods cannot be explained");
            return List.of();
        }
    }

    private static Stream<PodProblems.Pod> pod(ObservedRow row) {
        if (row.key().kind() != ObjectKind.OBJECT_KIND_POD.getNumber()) {
            return Stream.empty();
        }
        return parse(row).stream()
                .map(object -> new PodProblems.Pod(row.key().planeId().value(), object));
    }

    private static Optional<ObservedObject> parse(ObservedRow row) {
        try {
            return Optional.of(ObservedObject.parseFrom(row.body()));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
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
