package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.httpRoute;
import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.leftover;
import static dev.mcm.atc.loop.LoopWorld.service;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.ManifestKey;
import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaneResyncTest {
    private static final PlaneId PLANE = new PlaneId("p1");
    private static final DeploymentId PLACED = id(1);
    private static final DeploymentId STRAY = id(9);

    private final FakePlaneApi api = new FakePlaneApi();
    private final FakeDatabase database = new FakeDatabase();
    private final PlaneResync resync = new PlaneResync(PLANE, api, database);

    private void pushed() {
        database.versionsUpTo(20);
        long version = database.place(PLACED, "p1", 1);
        PushTask task = database.tasks(PLANE, Set.of(PLACED)).get(PLACED);
        LoopWorld.pushing(api).push(task, Set.of());
        PushKey key = new PushKey(PLACED, PLANE);
        database.write(
                List.of(new Push(key, version, version, "", 0, Instant.EPOCH, Instant.EPOCH)),
                List.of());
    }

    private void refuseLists(String kind) {
        api.hostile((verb, object) -> {
            if (verb.equals("list") && object.equals(kind)) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "no", null);
            }
        });
    }

    @Test
    void whatIsAsItShouldBeIsInOrder() {
        pushed();

        ResyncFindings findings = resync.compare();

        assertThat(findings.inOrder()).hasSize(1);
        assertThat(findings.differing()).isEmpty();
        assertThat(findings.failed()).isEmpty();
    }

    @Test
    void ofAKindThatIsNotListedNothingIsMissingAndNothingIsInOrder() {
        pushed();
        refuseLists("HTTPRoute");

        ResyncFindings findings = resync.compare();

        assertThat(findings.inOrder()).isEmpty();
        assertThat(findings.differing()).isEmpty();
        assertThat(findings.failed()).containsOnlyKeys(ManifestKind.HTTP_ROUTE);
    }

    @Test
    void whatDiffersInAKindThatIsListedIsFoundAlthoughAnotherIsNot() {
        pushed();
        api.lose(service(PLACED));
        leftover(api, PLACED, workload(PLACED, "old"), 3);
        leftover(api, STRAY, workload(STRAY), 3);
        leftover(api, STRAY, httpRoute(STRAY), 3);
        refuseLists("HTTPRoute");

        ResyncFindings findings = resync.compare();

        assertThat(findings.differing()).isEqualTo(Map.of(PLACED, Set.of(workload(PLACED, "old"))));
        assertThat(findings.unknown())
                .singleElement()
                .satisfies(found -> assertThat(found.inOrder()).containsExactly(workload(STRAY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment", "ReplicaSet"})
    void withoutTheListOfAKindOfWorkloadsNothingIsUnknown(String kind) {
        pushed();
        leftover(api, STRAY, workload(STRAY), 3);
        leftover(api, STRAY, workload(STRAY, "old"), 3);
        leftover(api, STRAY, service(STRAY), 3);
        refuseLists(kind);

        ResyncFindings findings = resync.compare();

        assertThat(findings.unknown()).isEmpty();
        assertThat(findings.differing()).isEmpty();
    }

    @Test
    void aDeploymentWithOneObjectFromTheFutureIsLeftAloneAsAWhole() {
        pushed();
        leftover(api, STRAY, workload(STRAY), 1_000_000);
        leftover(api, STRAY, service(STRAY), 3);

        ResyncFindings findings = resync.compare();

        assertThat(findings.unknown()).isEmpty();
        assertThat(findings.fromTheFuture()).hasSize(2);
    }

    @Test
    void objectsWhoseLabelsNameNoDeploymentKeepNoOthersFromBeingFound() {
        pushed();
        ManifestKey hostile = new ManifestKey(ManifestKind.SERVICE, "mcm-acme", "hostile");
        Map<String, String> labels =
                Map.of(
                        PlaneNames.LABEL_MANAGED,
                        PlaneNames.MANAGED,
                        PlaneNames.LABEL_DEPLOYMENT,
                        "../..");
        api.meddle(hostile, Map.of("metadata", Map.of("name", "hostile", "labels", labels)));
        leftover(api, STRAY, workload(STRAY), 3);

        ResyncFindings findings = resync.compare();

        assertThat(findings.unreadable()).singleElement().extracting("key").isEqualTo(hostile);
        assertThat(findings.unknown()).hasSize(1);
        assertThat(findings.inOrder()).hasSize(1);
    }
}
