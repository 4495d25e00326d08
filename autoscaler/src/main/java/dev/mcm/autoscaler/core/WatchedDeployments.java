package dev.mcm.autoscaler.core;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// All deployments in the Autoscaler's memory. Samples and snapshots go in, changes of the desired
/// scale come out. Not thread-safe; no I/O, no clock.
public final class WatchedDeployments {
    private final Map<DeploymentId, WatchedDeployment> watched = new HashMap<>();
    private final ReportClock clock = new ReportClock();
    private final ToIntFunction<DeploymentId> partition;
    private final int reasonInterval;
    private Map<PlaneId, PlaneJudgement> planes = Map.of();

    /// @param partition metrics partition of a deployment
    /// @param reasonInterval seconds after which a decision that differs in its reason only is
    ///   written too
    public WatchedDeployments(ToIntFunction<DeploymentId> partition, int reasonInterval) {
        this.partition = partition;
        this.reasonInterval = reasonInterval;
    }

    /// Takes over what is stored.
    public void refresh(AutoscalerSnapshot snapshot) {
        planes = snapshot.planes();
        Set<DeploymentId> present = new HashSet<>();
        for (ScaleFacts facts : snapshot.deployments()) {
            present.add(facts.id());
            WatchedDeployment known = watched.get(facts.id());
            if (known == null) {
                watched.put(facts.id(), new WatchedDeployment(facts));
            } else {
                known.update(facts);
            }
        }
        watched.keySet().retainAll(present);
    }

    /// Begins to lead: goes on from what the leader before has saved.
    public void restore(Map<DeploymentId, Checkpoint> checkpoints, long now) {
        watched.forEach((id, deployment) -> deployment.restore(checkpoints.get(id), now));
    }

    /// Adds samples; those of deployments that are not known are dropped.
    public void report(PlaneReport report) {
        clock.heard(report.planeId(), report.partition(), report.second(), report.complete());
        for (PlaneReport.Sample sample : report.samples()) {
            WatchedDeployment deployment = watched.get(sample.deploymentId());
            if (deployment != null) {
                deployment.record(report.planeId(), report.second(), sample);
            }
        }
    }

    /// Decides on all deployments.
    ///
    /// @param samplesComplete false = samples of the past are still being read: only new
    ///   deployments are decided on
    /// @return what differs from what is stored
    public List<TargetChange> decide(boolean samplesComplete, long now) {
        List<TargetChange> changes = new ArrayList<>();
        for (WatchedDeployment deployment : watched.values()) {
            StoredTarget stored = deployment.facts().stored();
            if (samplesComplete || stored == null || !deployment.facts().active()) {
                TargetChange change = decide(deployment, stored, now);
                if (change != null) {
                    changes.add(change);
                }
            }
        }
        return changes;
    }

    private @Nullable TargetChange decide(
            WatchedDeployment deployment, @Nullable StoredTarget stored, long now) {
        int part = partition.applyAsInt(deployment.facts().id());
        Predicate<PlaneId> reporting = plane -> clock.fresh(plane, part, now);
        deployment.forget(planes, reporting, now);
        ScaleDecision decision = deployment.decide(planes, reporting, now);
        boolean differs =
                stored == null
                        || stored.desired() != decision.desired()
                        || (!stored.reason().equals(decision.reason().name())
                                && (now - stored.decidedAt() >= reasonInterval
                                        || !deployment.facts().active()));
        return differs
                ? new TargetChange(
                        deployment.facts().id(),
                        decision.desired(),
                        decision.reason(),
                        decision.message())
                : null;
    }

    /// Checkpoints that would be missed after a restart now.
    public Map<DeploymentId, Checkpoint> unsaved() {
        Map<DeploymentId, Checkpoint> unsaved = new HashMap<>();
        watched.forEach((id, deployment) -> {
            Checkpoint checkpoint = deployment.unsaved();
            if (checkpoint != null) {
                unsaved.put(id, checkpoint);
            }
        });
        return unsaved;
    }

    /// Checkpoints without which a leader that began now would lower too early.
    public Map<DeploymentId, Checkpoint> urgent() {
        Map<DeploymentId, Checkpoint> urgent = new HashMap<>();
        watched.forEach((id, deployment) -> {
            Checkpoint checkpoint = deployment.urgent();
            if (checkpoint != null) {
                urgent.put(id, checkpoint);
            }
        });
        return urgent;
    }

    /// Checkpoints of the deployments whose scale changes: they are saved with it.
    public Map<DeploymentId, Checkpoint> checkpointsOf(List<TargetChange> changes) {
        Map<DeploymentId, Checkpoint> checkpoints = new HashMap<>();
        for (TargetChange change : changes) {
            WatchedDeployment deployment = watched.get(change.deploymentId());
            Checkpoint checkpoint = deployment == null ? null : deployment.checkpoint();
            if (checkpoint != null) {
                checkpoints.put(change.deploymentId(), checkpoint);
            }
        }
        return checkpoints;
    }

    /// The changes and checkpoints are stored.
    public void written(
            List<TargetChange> changes, Map<DeploymentId, Checkpoint> checkpoints, long now) {
        for (TargetChange change : changes) {
            WatchedDeployment deployment = watched.get(change.deploymentId());
            if (deployment != null) {
                deployment.written(change, now);
            }
        }
        checkpoints.forEach((id, checkpoint) -> {
            WatchedDeployment deployment = watched.get(id);
            if (deployment != null) {
                deployment.saved(checkpoint);
            }
        });
    }

    /// Active deployments that are scaled to zero: a request for one of them should not wait for
    /// the next tick.
    public Set<DeploymentId> asleep() {
        Set<DeploymentId> asleep = new HashSet<>();
        for (WatchedDeployment deployment : watched.values()) {
            ScaleState state = deployment.state();
            if (deployment.facts().active() && state != null && state.desired() == 0) {
                asleep.add(deployment.facts().id());
            }
        }
        return asleep;
    }

    public int size() {
        return watched.size();
    }
}
