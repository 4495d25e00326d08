package dev.mcm.lsm.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.core.PlaneRecordWriter;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.kafka.KafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.kafka.TestKafka;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/// The plane's log on a real broker that takes records of at most 100 kB.
final class KafkaPlaneLogIT {
    private static final PlaneId PLANE = new PlaneId("sim-1");
    private static final int TOO_LARGE_FOR_THE_BROKER = 200_000;
    private static final int TOO_LARGE_FOR_THE_CLIENT = 2_000_000;

    private final PlaneRecordWriter writer =
            new PlaneRecordWriter(PLANE, 7, () -> Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> told = new ArrayList<>();

    @Test
    void recordsThatAreTooLargeAreRefusedAndTheOthersAreTaken() throws InterruptedException {
        try (KafkaBroker broker =
                TestKafka.start(
                        KafkaOptions.temporary().withSetting("message.max.bytes", "100000"))) {
            KafkaClients clients =
                    KafkaClients.of(KafkaConfig.plain(broker.bootstrap()), "lsm-test");
            try (Admin admin = clients.admin("register")) {
                Topics.ensure(admin, List.of(TopicSpecs.planeState(PLANE)), (short) 1);
            }
            try (KafkaPlaneLog log =
                    new KafkaPlaneLog(
                            clients,
                            PlaneNames.stateTopic(PLANE),
                            (key, bytes, why) -> told.add(key))) {
                PlaneLog.Outcome outcome =
                        log.append(
                                List.of(
                                        pod("a", 10),
                                        pod("b", TOO_LARGE_FOR_THE_BROKER),
                                        pod("c", 10),
                                        pod("d", TOO_LARGE_FOR_THE_CLIENT),
                                        pod("e", 10)));
                assertThat(outcome.uncertain()).isEmpty();
                assertThat(outcome.refused())
                        .extracting(LogEntry::key)
                        .containsExactly("pod/b", "pod/d");
                assertThat(told).containsExactly("pod/b", "pod/d");
                assertThat(log.append(List.of(pod("f", 10))))
                        .isEqualTo(PlaneLog.Outcome.ALL_DURABLE);
                assertThat(log.lastEpoch()).hasValue(7);
            }
        }
    }

    private LogEntry pod(String uid, int nameLength) {
        return writer.upsert(
                ObservedObject.newBuilder()
                        .setKind(ObjectKind.OBJECT_KIND_POD)
                        .setUid(uid)
                        .setName(noise(nameLength))
                        .build());
    }

    /// Does not get small by compression.
    private static String noise(int length) {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }
}
