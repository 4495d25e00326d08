package dev.mcm.lsm.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.core.PlaneRecordWriter;
import dev.mcm.lsm.port.PlaneLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ClusterStampTest {
    private final List<LogEntry> sent = new ArrayList<>();
    private final PlaneLog topic =
            new PlaneLog() {
                @Override
                public OptionalLong lastEpoch() {
                    return OptionalLong.of(7);
                }

                @Override
                public Outcome append(List<LogEntry> entries) {
                    sent.addAll(entries);
                    return Outcome.ALL_DURABLE;
                }
            };
    private final PlaneRecordWriter writer =
            new PlaneRecordWriter(new PlaneId("plane-1"), 8, () -> Instant.EPOCH);
    private final LogEntry begin = writer.begin(ObjectKind.OBJECT_KIND_POD);
    private final LogEntry tombstone =
            writer.tombstone(new PlaneObjectKey(ObjectKind.OBJECT_KIND_POD, "uid-a"));
    private final LogEntry heartbeat = writer.heartbeat(Heartbeat.getDefaultInstance());

    @Test
    void everyRecordSaysWhichClusterItIsAbout() throws InterruptedException {
        ClusterStamp log = new ClusterStamp(topic, () -> "uid-1");

        assertThat(log.append(List.of(begin, tombstone, heartbeat)))
                .isEqualTo(PlaneLog.Outcome.ALL_DURABLE);

        assertThat(sent)
                .extracting(LogEntry::key)
                .containsExactly(begin.key(), tombstone.key(), heartbeat.key());
        assertThat(clusters()).containsExactly("uid-1", "uid-1");
        assertThat(log.lastEpoch()).hasValue(7);
    }

    @Test
    void whereTheClusterMayNotBeReadRecordsGoOutWithoutIt() throws InterruptedException {
        new ClusterStamp(topic, () -> "").append(List.of(begin));

        assertThat(clusters()).containsExactly("");
    }

    @Test
    void beforeTheClusterHasAnsweredOnlyHeartbeatsGoOut() throws InterruptedException {
        ClusterStamp log =
                new ClusterStamp(
                        topic,
                        () -> {
                            throw new IllegalStateException("no answer");
                        });

        assertThat(log.append(List.of(begin, tombstone, heartbeat)).uncertain())
                .containsExactly(begin, tombstone);

        assertThat(sent).containsExactly(heartbeat);
    }

    private List<String> clusters() {
        return sent.stream()
                .map(LogEntry::record)
                .filter(Objects::nonNull)
                .map(PlaneRecord::getClusterId)
                .toList();
    }
}
