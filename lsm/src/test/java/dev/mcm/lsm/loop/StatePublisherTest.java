package dev.mcm.lsm.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.RecordWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatePublisherTest {
    private final FakePlane plane = new FakePlane();
    private final FakeLog log = new FakeLog();
    private final StatePublisher publisher =
            new StatePublisher(
                    plane,
                    plane.dirty,
                    log,
                    new RecordWriter("sim-1", 7, () -> Instant.parse("2026-01-01T00:00:00Z")));

    @Test
    void nothingIsPublishedBeforeTheFirstListIsComplete() throws InterruptedException {
        plane.put("a", "Running", "1");
        publisher.publishChanges();
        assertThat(log.entries).isEmpty();
        assertThat(publisher.unsynced()).hasSize(3);
    }

    @Test
    void aListIsPublishedBetweenMarkersWithItsCount() throws InterruptedException {
        plane.put("a", "Running", "1");
        plane.put("b", "Running", "2");
        plane.listed();
        publisher.publishChanges();
        assertThat(log.keys())
                .containsExactly(
                        "@begin/deployment",
                        "@end/deployment",
                        "@begin/pod",
                        "pod/a",
                        "pod/b",
                        "@end/pod",
                        "@begin/node",
                        "@end/node");
        PlaneRecord end = log.records().get(5);
        assertThat(end.getEnd().getCount()).isEqualTo(2);
        assertThat(end.getEnd().getBeginSeq()).isEqualTo(log.records().get(2).getSeq());
        assertThat(publisher.unsynced()).isEmpty();
    }

    @Test
    void recordsAreNumberedWithoutGapsInTheOrderOfTheTopic() throws InterruptedException {
        synced("a", "b");
        plane.put("a", "Failed", "3");
        publisher.publishChanges();
        publisher.publishHeartbeat(true, true);
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
        publisher.publishChanges();
        assertThat(log.entries).hasSize(before);
        plane.put("a", "Failed", "100");
        plane.put("a", "Running", "101");
        plane.put("a", "Failed", "102");
        publisher.publishChanges();
        assertThat(log.entries).hasSize(before + 1);
        assertThat(log.records().getLast().getUpsert().getPod().getPhase()).isEqualTo("Failed");
    }

    @Test
    void aDeletedObjectGetsADeleteAndATombstone() throws InterruptedException {
        synced("a");
        plane.remove("a");
        publisher.publishChanges();
        assertThat(log.keys()).endsWith("pod/a", "pod/a");
        assertThat(log.entries.getLast().record()).isEmpty();
        assertThat(log.records().getLast().getDelete().getUid()).isEqualTo("a");
    }

    @Test
    void anObjectThatCameAndWentUnseenIsNotMentioned() throws InterruptedException {
        synced("a");
        int before = log.entries.size();
        plane.put("b", "Running", "5");
        plane.remove("b");
        publisher.publishChanges();
        assertThat(log.entries).hasSize(before);
    }

    @Test
    void aNewListSaysEverythingAgainAndDeletesWhatIsMissing() throws InterruptedException {
        synced("a", "b");
        plane.pods.remove("a");
        int before = log.entries.size();
        plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        publisher.publishChanges();
        assertThat(log.keys().subList(before, log.keys().size()))
                .containsExactly("@begin/pod", "pod/b", "pod/a", "pod/a", "@end/pod");
        assertThat(log.records().getLast().getEnd().getCount()).isEqualTo(1);
    }

    @Test
    void theHeartbeatSaysWhatTheTopicHas() throws InterruptedException {
        synced("a", "b");
        publisher.publishHeartbeat(true, false);
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
        assertThatThrownBy(publisher::publishChanges).isInstanceOf(UnpublishedException.class);
        assertThat(publisher.unsynced()).contains(ObjectKind.OBJECT_KIND_POD);
        log.unacknowledged = entry -> false;
        publisher.publishChanges();
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
            assertThatThrownBy(publisher::publishChanges).isInstanceOf(UnpublishedException.class);
            assertThat(plane.dirty.size()).isEqualTo(1);
        }
        log.unacknowledged = entry -> false;
        publisher.publishChanges();
        assertThat(log.entries).hasSize(before + 1);
        assertThat(log.read()).isEqualTo(plane.pods);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whateverKafkaRefusesTheReaderEndsWithThePlane(long seed) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        log.acknowledgementsLost = random.nextBoolean();
        plane.listed();
        for (int round = 0; round < 200; round++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                changeSomething(random);
            }
            int refuse = random.nextInt(5);
            log.unacknowledged = entry -> random.nextInt(10) < refuse;
            try {
                publisher.publishChanges();
                publisher.publishHeartbeat(true, true);
            } catch (UnpublishedException e) {
                assertThat(refuse).isPositive();
            }
        }
        log.unacknowledged = entry -> false;
        publisher.publishChanges();
        publisher.publishHeartbeat(true, true);
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
            case 0, 1, 2, 3 -> plane.put(uid, "phase-" + random.nextInt(3), "r" + random.nextInt());
            case 4, 5, 6 -> plane.remove(uid);
            default -> plane.dirty.listed(ObjectKind.OBJECT_KIND_POD);
        }
    }

    private void synced(String... uids) throws InterruptedException {
        for (String uid : uids) {
            plane.put(uid, "Running", "1");
        }
        plane.listed();
        publisher.publishChanges();
    }

    private static List<String> withoutVersions(Iterable<ObservedObject> pods) {
        List<String> texts = new ArrayList<>();
        pods.forEach(pod -> texts.add(pod.toBuilder().clearResourceVersion().build().toString()));
        return texts;
    }
}
