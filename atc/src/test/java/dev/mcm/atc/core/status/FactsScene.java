package dev.mcm.atc.core.status;

import dev.mcm.atc.core.status.CellFacts.LastPush;
import dev.mcm.atc.core.status.CellFacts.Made;
import dev.mcm.atc.core.status.CellFacts.Observed;
import dev.mcm.atc.core.status.CellFacts.OnPlane;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.deployment.DeploymentLifecycle;
import dev.mcm.state.deployment.FailingStart;
import dev.mcm.state.deployment.Milestones;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.state.placement.PlacementOutcome;
import dev.mcm.state.plane.PlaneState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Facts for tests: an active deployment of version 3 that a caller changed a minute ago.
final class FactsScene {
    private static final InstanceTypeName A10 = new InstanceTypeName("a10");
    private static final Made CURRENT = new Made(new PodRevision("00000000b3"), true);
    private static final Made BEFORE = new Made(new PodRevision("00000000b2"), false);
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final int VERSION = 3;

    private DeploymentLifecycle lifecycle = DeploymentLifecycle.ACTIVE;
    private long readyVersion;
    private boolean fromZero;
    private boolean gpus = true;
    private @Nullable Integer desired = 1;
    private Outcome outcome = Outcome.NONE;
    private @Nullable FailingStart failing;
    private @Nullable Instant startingSince;
    private Instant updatedAt = NOW.minusSeconds(60);
    private Duration progressDeadline = Rollout.DEFAULT.progressDeadline();
    private List<CellFacts> planes = List.of();

    FactsScene lifecycle(DeploymentLifecycle value) {
        lifecycle = value;
        return this;
    }

    FactsScene ready(long version) {
        readyVersion = version;
        return this;
    }

    FactsScene fromZero() {
        fromZero = true;
        return this;
    }

    FactsScene desired(int value) {
        desired = value;
        return this;
    }

    FactsScene undecided() {
        desired = null;
        return this;
    }

    FactsScene pending(int value, String reason) {
        outcome = new Outcome(value, 0, reason);
        return this;
    }

    FactsScene misplaced(int value, String reason) {
        outcome = new Outcome(0, value, reason);
        return this;
    }

    FactsScene failing(@Nullable FailingStart value) {
        failing = value;
        return this;
    }

    FactsScene failing(boolean lasting, String trouble) {
        return failing(VERSION, lasting, trouble);
    }

    FactsScene failing(long version, boolean lasting, String trouble) {
        failing = new FailingStart(version, NOW.minusSeconds(9), null, lasting, trouble);
        return this;
    }

    FactsScene starting(int minutes) {
        startingSince = NOW.minus(Duration.ofMinutes(minutes));
        return this;
    }

    FactsScene updatedAt(Instant value) {
        updatedAt = value;
        return this;
    }

    FactsScene progressDeadline(Duration deadline) {
        progressDeadline = deadline;
        return this;
    }

    FactsScene age(int minutes) {
        updatedAt = NOW.minus(Duration.ofMinutes(minutes));
        return this;
    }

    FactsScene plane(int placed, Observed observed) {
        return add(
                new CellFacts(
                        new PlaneId("p" + planes.size()),
                        A10,
                        CURRENT,
                        placed,
                        observed,
                        LastPush.NONE,
                        OnPlane.HEARD,
                        0));
    }

    /// Replicas of another revision than the current one, on a plane of their own.
    FactsScene before(int placed, Observed observed) {
        return before("p" + planes.size(), placed, observed);
    }

    /// The same on a given plane.
    FactsScene before(String plane, int placed, Observed observed) {
        return add(
                new CellFacts(
                        new PlaneId(plane),
                        A10,
                        BEFORE,
                        placed,
                        observed,
                        LastPush.NONE,
                        OnPlane.HEARD,
                        0));
    }

    /// It runs on CPUs alone.
    FactsScene cpuOnly() {
        gpus = false;
        return this;
    }

    FactsScene handingOver(PlacementOutcome how) {
        outcome = new Outcome(0, 0, how.name());
        return this;
    }

    /// A plane that is not heard for five minutes.
    FactsScene silent(PlaneState state, int placed, Observed observed) {
        return add(
                new CellFacts(
                        new PlaneId("p" + planes.size()),
                        A10,
                        CURRENT,
                        placed,
                        observed,
                        LastPush.NONE,
                        new OnPlane(state, NOW.minusSeconds(300)),
                        0));
    }

    /// A plane that a deployment which ends has not left.
    FactsScene leaving(int terminating, LastPush push) {
        return add(
                new CellFacts(
                        new PlaneId("p" + planes.size()),
                        A10,
                        CURRENT,
                        0,
                        Observed.NOTHING,
                        push,
                        OnPlane.HEARD,
                        terminating));
    }

    FactsScene failingPush(int attempts) {
        return add(
                new CellFacts(
                        new PlaneId("p"),
                        A10,
                        CURRENT,
                        1,
                        Observed.NOTHING,
                        new LastPush(0, "admission denied", attempts, true),
                        OnPlane.HEARD,
                        0));
    }

    private FactsScene add(CellFacts plane) {
        planes = Stream.concat(planes.stream(), Stream.of(plane)).toList();
        return this;
    }

    StatusFacts build() {
        return new StatusFacts(
                lifecycle,
                VERSION,
                gpus,
                updatedAt,
                progressDeadline,
                new Milestones(readyVersion, fromZero, startingSince, failing),
                desired,
                outcome,
                planes);
    }

    static Observed pods(int pods, int bound, int ready) {
        return new Observed(pods, bound, ready, "", "");
    }

    static Observed bad(String reason) {
        return new Observed(1, 1, 0, reason, "no such");
    }

    static FactsScene facts() {
        return new FactsScene();
    }
}
