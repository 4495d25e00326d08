package dev.mcm.atc.loop;

import dev.mcm.atc.core.plane.RemovalDecision;
import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.port.RemovalLog;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.HeldRemoval;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a comparison of one plane from having more removed than anybody has asked for. What is
/// held is rows, so that a release counts for whoever pushes next. For one thread.
final class PlaneGuard {
    private static final Logger LOG = LoggerFactory.getLogger(PlaneGuard.class);

    private final PlaneId plane;
    private final PlaneGate gate;
    private final RemovalLog log;
    private final RemovalPolicy policy;
    private final PlaneMeters meters;
    private Map<DeploymentId, Integer> held = Map.of();

    PlaneGuard(PlaneGate gate, RemovalLog log, RemovalPolicy policy, PlaneMeters meters) {
        this.plane = meters.plane();
        this.gate = gate;
        this.log = log;
        this.policy = policy;
        this.meters = meters;
    }

    /// What may be done about the findings now: all but removals that are held.
    ResyncFindings allow(ResyncFindings found) {
        if (!gate.mayPrune()) {
            return found.withoutRemovals();
        }
        Map<DeploymentId, Integer> leftovers =
                found.unknown().stream()
                        .collect(
                                Collectors.toMap(
                                        Leftovers::deployment, left -> left.objects().size()));
        List<HeldRemoval> rows = log.held(plane);
        Map<DeploymentId, Integer> released = released(rows);
        RemovalDecision decision =
                policy.decide(
                        new RemovalPolicy.Found(
                                found.objects(), leftovers, found.fromTheFuture().size()),
                        leftovers.isEmpty() ? Set.of() : log.deleted(leftovers.keySet()),
                        released);
        if (found.failed().isEmpty()) {
            // What was not listed may still be there: rows of it stay as they are.
            remember(rows, decision.held(), released, leftovers.keySet());
        }
        tell(decision.held());
        return found.withRemovalsOf(decision.going());
    }

    /// Whether an operator has released something of what is held.
    boolean isReleased() {
        return !held.isEmpty()
                && released(log.held(plane)).keySet().stream().anyMatch(held::containsKey);
    }

    private static Map<DeploymentId, Integer> released(List<HeldRemoval> rows) {
        return objects(rows.stream().filter(HeldRemoval::isReleased));
    }

    private static Map<DeploymentId, Integer> objects(Stream<HeldRemoval> rows) {
        return rows.collect(Collectors.toMap(HeldRemoval::deploymentId, HeldRemoval::objects));
    }

    private void remember(
            List<HeldRemoval> rows,
            Map<DeploymentId, Integer> nowHeld,
            Map<DeploymentId, Integer> released,
            Set<DeploymentId> found) {
        Map<DeploymentId, Integer> wanted = new HashMap<>(released);
        wanted.keySet().retainAll(found);
        wanted.putAll(nowHeld);
        if (!wanted.equals(objects(rows.stream()))) {
            log.hold(plane, wanted);
        }
    }

    private void tell(Map<DeploymentId, Integer> now) {
        int objects = now.values().stream().mapToInt(Integer::intValue).sum();
        meters.removalsHeld(objects);
        if (!now.equals(held)) {
            LOG.atWarn()
                    .addKeyValue("plane", plane)
                    .addKeyValue("objects", objects)
                    .addKeyValue("held", now.size())
                    .log(now.isEmpty() ? "no removals are held" : "removals held for an operator");
        }
        held = now;
    }
}
