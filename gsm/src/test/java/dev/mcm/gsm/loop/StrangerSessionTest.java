package dev.mcm.gsm.loop;

import static dev.mcm.gsm.core.PlaneLogScript.gpuNode;
import static dev.mcm.gsm.core.PlaneLogScript.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.gsm.core.LivenessPolicy;
import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.gsm.port.ObservedStore;
import dev.mcm.gsm.port.RollupStore;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.Hearing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Records of another cluster than the plane is.
final class StrangerSessionTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final LivenessPolicy POLICY =
            new LivenessPolicy(Duration.ofSeconds(15), Duration.ofSeconds(30));

    private final PlaneSession session =
            new PlaneSession(
                    new PlaneId(PlaneLogScript.PLANE),
                    new ObservedStore.StoredPlane(List.of(), Map.of(), List.of(), 0),
                    new RollupStore.PlaneRows(
                            new TreeMap<>(),
                            new TreeMap<>(),
                            new TreeMap<>(),
                            new TreeMap<>(),
                            null,
                            RecordVersion.NONE),
                    Duration.ofSeconds(1));

    @Test
    void recordsOfAnotherClusterAreReadPastAndChangeNothing() {
        session.isCluster("uid-1", T0);
        session.listening(0, T0);

        feed("uid-2", T0);

        assertThat(session.offset()).isEqualTo(2);
        assertThat(session.unwritten()).isEmpty();
        assertThat(session.update(POLICY, T0)).isEmpty();
        assertThat(session.stranger(T0)).contains("uid-2");
    }

    @Test
    void recordsOfThePlaneAndOfAnOlderLsmCount() {
        session.isCluster("uid-1", T0);
        session.listening(0, T0);
        feed("uid-1", T0);

        RollupStore.PlaneUpdate update = session.update(POLICY, T0).orElseThrow();
        assertThat(update.capacity()).hasSize(1);
        assertThat(update.liveness().state()).isEqualTo(Hearing.LIVE);
        assertThat(session.stranger(T0)).isEmpty();

        session.updated(update, T0);
        feed("", T0.plusSeconds(14));
        assertThat(session.update(POLICY, T0.plusSeconds(20))).isEmpty();
    }

    @Test
    void aStrangersHeartbeatsDoNotKeepThePlaneLive() {
        session.isCluster("uid-1", T0);
        session.listening(0, T0);
        feed("uid-1", T0);
        session.updated(session.update(POLICY, T0).orElseThrow(), T0);

        feed("uid-2", T0.plusSeconds(14));

        assertThat(liveness(T0.plusSeconds(15))).isEqualTo(Hearing.SILENT);
    }

    @Test
    void whatWasHeardOfAStrangerNoLongerCountsOnceThePlanesClusterIsKnown() {
        session.listening(0, T0);
        feed("uid-2", T0.plusSeconds(60));
        session.updated(
                session.update(POLICY, T0.plusSeconds(60)).orElseThrow(), T0.plusSeconds(60));

        session.isCluster("uid-1", T0.plusSeconds(61));

        assertThat(session.stranger(T0)).contains("uid-2");
        assertThat(liveness(T0.plusSeconds(61))).isEqualTo(Hearing.SILENT);
    }

    @Test
    void aStrangerThatIsNoLongerHeardIsForgotten() {
        session.isCluster("uid-1", T0);
        feed("uid-2", T0);

        assertThat(session.stranger(T0)).contains("uid-2");
        assertThat(session.stranger(T0.plusSeconds(1))).isEmpty();
    }

    private Hearing liveness(Instant now) {
        return session.update(POLICY, now).orElseThrow().liveness().state();
    }

    /// A node and a heartbeat.
    private void feed(String cluster, Instant now) {
        PlaneLogScript log = new PlaneLogScript();
        log.upsert(node("n1", gpuNode("H100", 8)));
        log.heartbeat();
        List<PlaneRecord> records =
                log.records().stream()
                        .map(record -> record.toBuilder().setClusterId(cluster).build())
                        .toList();
        session.apply(records, session.offset() + records.size(), now);
    }
}
