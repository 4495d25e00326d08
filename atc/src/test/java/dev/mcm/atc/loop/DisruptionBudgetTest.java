package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.budget;
import static dev.mcm.atc.loop.LoopWorld.httpRoute;
import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.leftover;
import static dev.mcm.atc.loop.LoopWorld.service;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.manifest.FencePolicy;
import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.LiveObject;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The disruption budget of a deployment on a plane, beside what it protects.
final class DisruptionBudgetTest {
    private static final DeploymentId ID = id(1);
    private static final PlaneId PLANE = new PlaneId("p1");

    private final FakePlaneApi api = new FakePlaneApi();
    private final FakeDatabase database = new FakeDatabase();
    private final DeploymentPush push = LoopWorld.pushing(api);
    private final PlaneResync resync = new PlaneResync(PLANE, api, database);

    /// As on a plane whose rights are from before there were budgets.
    private void refuseBudgets() {
        api.hostile((verb, object) -> {
            if (object.startsWith(ManifestKind.POD_DISRUPTION_BUDGET.kind())) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "403", null);
            }
        });
    }

    private PushOutcome place(int replicas) {
        long version = database.place(ID, "p1", replicas);
        PushTask task = database.tasks(PLANE, Set.of(ID)).get(ID);
        PushOutcome outcome = push.push(task, Set.of());
        PushKey key = new PushKey(ID, PLANE);
        database.write(
                List.of(new Push(key, version, version, "", 0, Instant.EPOCH, Instant.EPOCH)),
                List.of());
        return outcome;
    }

    @Test
    void itComesAndGoesWithTheReplicasAndCarriesThePushVersion() {
        place(2);

        assertThat(api.peek(budget(ID)).map(LiveObject::pushVersion)).contains(1L);
        assertThat(api.peek(budget(ID)).map(LiveObject::isManaged)).contains(true);
        place(3);
        assertThat(api.writes().stream().filter(write -> write.contains("Budget"))).hasSize(1);

        place(0);
        assertThat(api.peek(budget(ID))).isEmpty();
    }

    @Test
    void aPlaneThatRefusesItGetsAllElse() {
        refuseBudgets();

        assertThat(place(2)).isEqualTo(PushOutcome.APPLIED);
        assertThat(api.peek(workload(ID))).isPresent();
        assertThat(api.peek(service(ID))).isPresent();
        assertThat(api.peek(httpRoute(ID))).isPresent();

        assertThat(place(0)).isEqualTo(PushOutcome.APPLIED);
        assertThat(api.peek(workload(ID))).isEmpty();
        assertThat(api.peek(service(ID))).isEmpty();
    }

    @Test
    void aPlaneThatDoesNotAnswerIsNoRefusal() {
        api.hostile((verb, object) -> {
            if (object.startsWith(ManifestKind.POD_DISRUPTION_BUDGET.kind())) {
                throw new PlaneApiException(PlaneApiException.Kind.UNREACHABLE, "silent", null);
            }
        });

        assertThatThrownBy(() -> place(2)).isInstanceOf(PlaneApiException.class);
    }

    @Test
    void whereItsKindCannotBeListedTheRestIsComparedAndTheKindIsTold() {
        place(2);
        refuseBudgets();

        ResyncFindings findings = resync.compare();

        assertThat(findings.failed()).containsOnlyKeys(ManifestKind.POD_DISRUPTION_BUDGET);
        assertThat(findings.differing()).isEmpty();
        assertThat(findings.inOrder()).hasSize(1);
    }

    @Test
    void aPlaneThatDoesNotRefuseItAnyMoreGetsIt() {
        refuseBudgets();
        place(2);
        api.hostile((_, _) -> {});

        assertThat(resync.compare().differing()).containsOnlyKeys(ID);
    }

    @Test
    void oneThatIsLeftOverGoesLastAndNothingNewerGoes() {
        leftover(api, ID, budget(ID), 5);
        leftover(api, ID, service(ID), 5);
        leftover(api, ID, workload(ID), 7);

        database.versionsUpTo(20);
        ResyncFindings findings = resync.compare();
        push.prune(findings.unknown().getFirst(), _ -> true);

        assertThat(api.writes().stream().filter(write -> write.startsWith("delete")))
                .containsExactly(
                        "delete " + workload(ID), "delete " + service(ID), "delete " + budget(ID));
        assertThat(FencePolicy.seen(api.peek(fence()).orElseThrow().data(), ID)).isEqualTo(7);
    }

    private static ManifestKey fence() {
        return FencePolicy.key(FakeDatabase.ACME);
    }
}
