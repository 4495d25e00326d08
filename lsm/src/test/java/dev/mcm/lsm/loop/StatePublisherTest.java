package dev.mcm.lsm.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.core.PlaneRecordWriter;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.testkit.seed.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class StatePublisherTest {
    private static final Predicate<LogEntry> TOO_LARGE =
            entry ->
                    entry.record() != null
                            && entry.record().getUpsert().getPod().getPhase().equals("huge");

    private final FakePlane plane = new FakePlane();
    private final FakeLog log = new FakeLog();
    private final StatePublisher publisher =
            new StatePublisher(
                    plane,
                    plane.dirty,
                    log,
                    new PlaneRecordWriter(
                            new PlaneId("sim-1"), 7, () -> Instant.parse("2026-01-01T00:00:00Z")));

    @Test
    void nothingIsPublishedBeforeTheFirstListIsComplete() throws InterruptedException {
        plane.put("a", "Running", "1");
        publish();
        assertThat(log.entries).isEmpty();
        assertThat(publisher.unsynced()).hasSize(3);
    }

    @Test
    void aListIsPublishedBetweenMarkersWithItsCount() throws InterruptedException {
        plane.put("a", "Running", "1");
        plane.put("b", "Running", "2");
        plane.listed();
        publish();
        assertThat(log.keys())
                .containsExactly(
                        "@begin/deployment",
                        "@end/deployment",
                        "@begin/pod",
                        "pod/a",
                        "pod/b",
                        "@end/pod",
                        "@begin/node",
                        "@end/node",
                        "@begin/resourcequota",
                        "@end/resourcequota");
        PlaneRecord end = log.records().get(5);
        assertThat(end.getEnd().getCount()).isEqualTo(2);
        assertThat(end.getEnd().getBeginSeq()).isEqualTo(log.records().get(2).getSeq());
        assertThat(publisher.unsynced()).isEmpty();
    }

    /// Its chart is older, or it grants the right to nobody.
    @Test
    void aPlaneThatKeepsItsQuotasToItselfIsReadAllTheSame() throws InterruptedException {
        plane.keepsQuotas();
        plane.listed();
        publish();
        assertThat(publisher.isSynced()).isTrue();
        assertThat(publisher.unsynced()).isEmpty();
        publisher.publishHeartbeat(new StatePublisher.Health(true, true, true));
        assertThat(log.records().getLast().getHeartbeat().getKindsList())
                .filteredOn(kind -> !kind.getSynced())
                .extracting(KindSummary::getKind)
                .containsExactly(ObjectKind.OBJECT_KIND_RESOURCEQUOTA);
    }

    @Test
    void recordsAreNumberedWithoutGapsInTheOrderOfTheTopic() throws InterruptedException {
        synced("a", "b");
        plane.put("a", "Failed", "3");
        publish();
        publisher.publishHeartbeat(new StatePublisher.Health(true, true, true));
        assertThat(log.records())
                .extracting(PlaneRecord::getSeq)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(log.records()).extracting(PlaneRecord::getEpoch).containsOnly(7L);
    }

    @Test
    void onlyWhatSaysSomethingNewIsPublished() throws InterruptedException {
        synced("a");
        int before = log.entries.size();
        plane.put("a", "Running", "99");
        publish();
        assertThat(log.entries).hasSize(before);
        plane.put("a", "Failed", "100");
        plane.put("a", "Running", "101");
        plane.put("a", "Failed", "102");
        publish();
        assertThat(log.entries).hasSize(before + 1);
        assertThat(log.records().getLast().getUpsert().getPod().getPhase()).isEqualTo("Failed");
    }

    @Test
    void aDeletedObjectGetsADeleteAndATombstone() throws InterruptedException {
        synced("a");
        plane.remove("a");
        publish();
        assertThat(log.keys()).endsWith("pod/a", "pod/a");
        assertThat(log.entries.getLast().record()).isNull();
        assertThat(log.records().getLast().getDelete().getUid()).isEqualTo("a");
    }

    @Test
    void anObjectThatCameAndWentUnseenIsNotMentioned() throws InterruptedException {
        synced("a");
        int before = log.entries.size();
        plane.put("b", "Running", "5");
        plane.remove("b");
        publish();
        assertThat(log.entries).hasSize(before);
    }

    @Test
    void aNewListSaysEverythingAgainAndDeletesWhatIsMissing() throws InterruptedException {
        synced("a", "b");
        plane.pods.remove("a");
        int before = log.entries.size();
        plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        publish();
        assertThat(log.keys().subList(before, log.keys().size()))
                .containsExactly("@begin/pod", "pod/b", "pod/a", "pod/a", "@end/pod");
        assertThat(log.records().getLast().getEnd().getCount()).isEqualTo(1);
    }

    @Test
    void theHeartbeatSaysWhatTheTopicHas() throws InterruptedException {
        synced("a", "b");
        publisher.publishHeartbeat(new StatePublisher.Health(true, false, true));
        Heartbeat heartbeat = log.records().getLast().getHeartbeat();
        assertThat(heartbeat.getApiReachable()).isTrue();
        assertThat(heartbeat.getMetricsReachable()).isFalse();
        assertThat(heartbeat.getKindsList())
                .contains(
                        KindSummary.newBuilder()
                                .setKind(ObjectKind.OBJECT_KIND_POD)
                                .setCount(2)
                                .setSynced(true)
                                .build());
    }

    @Test
    void aListThatKafkaDidNotTakeWholeIsSentAgainWhole() throws InterruptedException {
        plane.put("a", "Running", "1");
        plane.listed();
        log.unacknowledged = entry -> entry.key().equals("@end/pod");
        assertThatThrownBy(this::publish).isInstanceOf(UnpublishedException.class);
        assertThat(publisher.unsynced()).contains(ObjectKind.OBJECT_KIND_POD);
        log.unacknowledged = entry -> false;
        publish();
        assertThat(log.read()).isEqualTo(plane.pods);
        assertThat(publisher.unsynced()).isEmpty();
    }

    @Test
    void whileKafkaIsDownNothingGrowsAndTheNewestStateWins() throws InterruptedException {
        synced("a");
        int before = log.entries.size();
        log.unacknowledged = entry -> true;
        for (int i = 0; i < 500; i++) {
            plane.put("a", i % 2 == 0 ? "Pending" : "Failed", "r" + i);
            assertThatThrownBy(this::publish).isInstanceOf(UnpublishedException.class);
            assertThat(plane.dirty.size()).isEqualTo(1);
        }
        log.unacknowledged = entry -> false;
        publish();
        assertThat(log.entries).hasSize(before + 1);
        assertThat(log.read()).isEqualTo(plane.pods);
    }

    @Test
    void anObjectThatKafkaRefusesForGoodIsLeftOutAndTheRestGoesOn() throws InterruptedException {
        synced("a", "b");
        log.refused = TOO_LARGE;
        plane.put("a", "huge", "2");
        plane.put("b", "Failed", "2");
        publish();
        assertThat(log.read()).containsOnlyKeys("b");
        assertThat(log.read().get("b").getPod().getPhase()).isEqualTo("Failed");
        assertThat(heartbeatCount()).isEqualTo(1);
        int appends = log.appends;
        plane.put("a", "huge", "3");
        publish();
        assertThat(log.appends).as("nothing new about it").isEqualTo(appends);
        plane.put("a", "Running", "4");
        publish();
        assertThat(log.read()).containsOnlyKeys("a", "b");
        assertThat(heartbeatCount()).isEqualTo(2);
    }

    @Test
    void aListWithAnObjectThatKafkaRefusesIsCompleteWithoutIt() throws InterruptedException {
        synced("a", "b");
        log.refused = TOO_LARGE;
        plane.put("a", "huge", "2");
        plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        publish();
        assertThat(publisher.unsynced()).isEmpty();
        assertThat(log.records().getLast().getEnd().getCount()).isEqualTo(1);
        assertThat(log.read()).containsOnlyKeys("b");
    }

    @Test
    void betweenBatchesSomethingElseMaySpeakAndItsCountsAreThoseOfTheTopic()
            throws InterruptedException {
        synced();
        for (int i = 0; i < 2_500; i++) {
            plane.put("p" + i, "Running", "1");
        }
        publisher.publishChanges(() -> assertThat(heartbeatCount()).isEqualTo(log.read().size()));
        assertThat(log.keys().stream().filter("@heartbeat"::equals)).hasSize(3);
        assertThat(log.records()).extracting(PlaneRecord::getSeq).isSorted();
    }

    @Test
    void aHeartbeatInsideAListSaysThatItsKindIsNotSynced() throws InterruptedException {
        for (int i = 0; i < 1_500; i++) {
            plane.put("p" + i, "Running", "1");
        }
        synced();
        plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        publisher.publishChanges(this::heartbeatCount);
        Heartbeat inside =
                log.records().stream()
                        .filter(PlaneRecord::hasHeartbeat)
                        .findFirst()
                        .orElseThrow()
                        .getHeartbeat();
        assertThat(inside.getKindsList())
                .filteredOn(kind -> !kind.getSynced())
                .extracting(KindSummary::getKind)
                .containsExactly(ObjectKind.OBJECT_KIND_POD);
    }

    static LongStream seeds() {
        return Seeds.stream(10);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverKafkaRefusesTheReaderEndsWithThePlane(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        log.acknowledgementsLost = random.nextBoolean();
        log.refused = entry -> TOO_LARGE.test(entry) && random.nextInt(2) == 0;
        plane.listed();
        for (int round = 0; round < 200; round++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                changeSomething(random);
            }
            int refuse = random.nextInt(5);
            log.unacknowledged = entry -> random.nextInt(10) < refuse;
            try {
                publish();
                publisher.publishHeartbeat(new StatePublisher.Health(true, true, true));
            } catch (UnpublishedException e) {
                assertThat(refuse).isPositive();
            }
        }
        log.unacknowledged = entry -> false;
        log.refused = entry -> false;
        plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        publish();
        publisher.publishHeartbeat(new StatePublisher.Health(true, true, true));
        assertThat(withoutVersions(log.read().values()))
                .isEqualTo(withoutVersions(plane.pods.values()));
        assertThat(log.records().getLast().getHeartbeat().getKindsList())
                .filteredOn(kind -> kind.getKind() == ObjectKind.OBJECT_KIND_POD)
                .extracting(KindSummary::getCount)
                .containsExactly((long) plane.pods.size());
    }

    private void changeSomething(SplittableRandom random) {
        String uid = "p" + random.nextInt(12);
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> plane.put(uid, "phase-" + random.nextInt(3), "r" + random.nextInt());
            case 3 -> plane.put(uid, "huge", "r" + random.nextInt());
            case 4, 5, 6 -> plane.remove(uid);
            default -> plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        }
    }

    private long heartbeatCount() throws InterruptedException {
        publisher.publishHeartbeat(new StatePublisher.Health(true, true, true));
        return log.records().getLast().getHeartbeat().getKindsList().stream()
                .filter(kind -> kind.getKind() == ObjectKind.OBJECT_KIND_POD)
                .findFirst()
                .orElseThrow()
                .getCount();
    }

    private void publish() throws InterruptedException {
        publisher.publishChanges(() -> {});
    }

    private void synced(String... uids) throws InterruptedException {
        for (String uid : uids) {
            plane.put(uid, "Running", "1");
        }
        plane.listed();
        publish();
    }

    private static List<String> withoutVersions(Iterable<ObservedObject> pods) {
        List<String> texts = new ArrayList<>();
        pods.forEach(pod -> texts.add(pod.toBuilder().clearResourceVersion().build().toString()));
        return texts;
    }
}
