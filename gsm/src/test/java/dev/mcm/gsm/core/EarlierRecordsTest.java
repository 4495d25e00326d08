package dev.mcm.gsm.core;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_NODE;
import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_POD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.NodeDetail;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.state.observed.ReplicaGroup;
import dev.mcm.state.observed.ReplicaState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What planes that are upgraded later send is read in full.
final class EarlierRecordsTest {
    private static final Instant T0 = Instant.parse("2026-11-30T08:00:00Z");

    @Test
    void aTopicOfTheVersionBeforeIsReadInFull() throws Exception {
        PlaneModel model = new PlaneModel(List.of(), Map.of(), List.of());
        for (byte[] bytes : EarlierRecords.read()) {
            PlaneRecord record = PlaneRecord.parseFrom(bytes);
            assertThat(PlaneRecordReader.read(record)).isInstanceOf(PlaneRecordReader.Fact.class);
            model.apply(record, T0);
        }
        assertThat(model.changes().states())
                .hasSize(3)
                .allSatisfy((_, state) -> assertThat(state).isEqualTo(ReplicaState.READY));
        model.changesWritten(T0);

        assertThat(model.openSnapshots()).isEmpty();
        assertThat(model.cells().values())
                .containsExactly(
                        new CellReplicas(
                                PodRevision.UNKNOWN,
                                List.of(new ReplicaGroup(ReplicaState.READY, 3, T0, ""))));
        NodeDetail node = model.live(OBJECT_KIND_NODE).getFirst().body().getNode();
        assertThat(node.getGpuType()).isEqualTo("H100");
        assertThat(node.getGpuCount()).isEqualTo(8);
        assertThat(node.getReady()).isTrue();
        assertThat(model.live(OBJECT_KIND_POD))
                .extracting(ObjectState::body)
                .extracting(ObservedObject::getPod)
                .allSatisfy(pod -> {
                    assertThat(pod.getNodeName()).isEqualTo("gpu-1");
                    assertThat(pod.getPhase()).isEqualTo("Running");
                    assertThat(pod.getGpuMilli()).isEqualTo(1000);
                });
    }
}
