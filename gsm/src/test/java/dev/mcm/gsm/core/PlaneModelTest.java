package dev.mcm.gsm.core;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_POD;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PlaneModelTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObservedObject A = pod("a", "n1", "Running");
    private static final ObservedObject B = pod("b", "n1", "Running");
    private static final ObservedObject C = pod("c", "n1", "Running");

    private final PlaneLogScript log = new PlaneLogScript();

    @Test
    void aCompleteSnapshotRemovesWhatItDidNotList() {
        log.snapshot(OBJECT_KIND_POD, A, B).restart().snapshot(OBJECT_KIND_POD, B, C);
        assertThat(live(played(log.records()))).containsExactlyInAnyOrder(B, C);
    }

    @Test
    void aSnapshotWithoutItsEndRemovesNothing() {
        log.snapshot(OBJECT_KIND_POD, A, B).restart().begin(OBJECT_KIND_POD).upsert(C);
        PlaneModel model = played(log.records());
        assertThat(live(model)).containsExactlyInAnyOrder(A, B, C);
        assertThat(model.openSnapshots()).hasSize(1);
    }

    @Test
    void aSnapshotWhoseCountDisagreesRemovesNothing() {
        log.snapshot(OBJECT_KIND_POD, A, B)
                .restart()
                .begin(OBJECT_KIND_POD)
                .upsert(C)
                .end(OBJECT_KIND_POD, 1, 2);
        assertThat(live(played(log.records()))).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void anEmptySnapshotRemovesEverything() {
        log.snapshot(OBJECT_KIND_POD, A, B).restart().snapshot(OBJECT_KIND_POD);
        assertThat(live(played(log.records()))).isEmpty();
    }

    @Test
    void aLaterHeartbeatCompletesASnapshotThatCompactionThinnedOut() {
        log.snapshot(OBJECT_KIND_POD, A, B);
        log.restart()
                .begin(OBJECT_KIND_POD)
                .end(OBJECT_KIND_POD, 1, 1)
                .upsert(C)
                .heartbeat(OBJECT_KIND_POD, 1, true);
        assertThat(live(played(log.records()))).containsExactly(C);
    }

    @Test
    void aHeartbeatBeforeTheListIsSentCompletesNothing() {
        log.snapshot(OBJECT_KIND_POD, A, B);
        log.restart().begin(OBJECT_KIND_POD).upsert(C).heartbeat(OBJECT_KIND_POD, 1, false);
        assertThat(live(played(log.records()))).containsExactlyInAnyOrder(A, B, C);
    }

    @Test
    void aRecordOlderThanACompleteSnapshotCannotBringAGhost() {
        PlaneRecord late = new PlaneLogScript().upsert(A).records().getFirst();
        log.restart().snapshot(OBJECT_KIND_POD, B);
        PlaneModel model = played(log.records());
        model.apply(late, NOW);
        assertThat(live(model)).containsExactly(B);
    }

    @Test
    void anOlderRecordCannotBringADeletedObjectBack() {
        log.upsert(A).delete(A);
        PlaneModel model = played(log.records());
        model.apply(log.records().getFirst(), NOW);
        assertThat(live(model)).isEmpty();
    }

    @Test
    void changesOfABatchAreOnePerObject() {
        log.upsert(A).upsert(pod("a", "n2", "Running")).upsert(B).delete(B);
        PlaneChanges changes = played(log.records()).changes();
        assertThat(changes.objects())
                .extracting(state -> state.key().uid())
                .containsExactly("a", "b");
        assertThat(changes.objects()).extracting(ObjectState::gone).containsExactly(false, true);
    }

    @Test
    void rollupsAreStaleOnlyWhenSomethingIsSaidAnew() {
        log.upsert(A).upsert(A);
        PlaneModel model = new PlaneModel(List.of(), Map.of(), List.of());
        assertThat(model.takeRollupsStale()).isTrue();
        model.apply(log.records().get(0), NOW);
        assertThat(model.takeRollupsStale()).isTrue();
        model.apply(log.records().get(1), NOW);
        assertThat(model.takeRollupsStale()).isFalse();
        assertThat(model.changes().objects()).hasSize(1);
    }

    @Test
    void aRestoredModelGoesOnWhereTheStoredOneWas() {
        log.snapshot(OBJECT_KIND_POD, A, B).restart().begin(OBJECT_KIND_POD).upsert(B);
        PlaneChanges stored = played(log.records()).changes();
        PlaneModel restored =
                new PlaneModel(
                        stored.objects(),
                        Map.of(),
                        stored.snapshots().values().stream()
                                .flatMap(open -> open.stream())
                                .toList());
        int done = log.records().size();
        log.end(OBJECT_KIND_POD, 1, 1);
        log.records().subList(done, done + 1).forEach(record -> restored.apply(record, NOW));
        assertThat(live(restored)).containsExactly(B);
        assertThat(restored.openSnapshots()).isEmpty();
    }

    @Test
    void goneObjectsAreForgottenAfterTheRetentionOnly() {
        log.upsert(A).delete(A).upsert(B);
        PlaneModel model = played(log.records());
        assertThat(model.purge(NOW)).isEmpty();
        assertThat(model.purge(NOW.plus(Duration.ofSeconds(1))))
                .extracting(state -> state.key().uid())
                .containsExactly("a");
        assertThat(live(model)).containsExactly(B);
    }

    private static PlaneModel played(List<PlaneRecord> records) {
        PlaneModel model = new PlaneModel(List.of(), Map.of(), List.of());
        records.forEach(record -> model.apply(record, NOW));
        return model;
    }

    private static List<ObservedObject> live(PlaneModel model) {
        return model.live(OBJECT_KIND_POD).stream().map(ObjectState::body).toList();
    }
}
