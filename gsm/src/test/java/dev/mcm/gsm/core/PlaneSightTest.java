package dev.mcm.gsm.core;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_DEPLOYMENT;
import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_NODE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.PlaneRecord;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class PlaneSightTest {
    @Test
    void whatAnLsmCannotReadIsNamed() {
        assertThat(sight(new PlaneLogScript().heartbeat())).isEqualTo(PlaneSight.CLEAR);
        assertThat(sight(new PlaneLogScript().heartbeat(false)).unreadable())
                .contains("API does not answer");
        PlaneSight blind =
                sight(
                        new PlaneLogScript()
                                .heartbeat(true, OBJECT_KIND_NODE, OBJECT_KIND_DEPLOYMENT));
        assertThat(blind.isReadable()).isFalse();
        assertThat(blind.unreadable()).endsWith(": pods");
        assertThat(sight(new PlaneLogScript().heartbeat(true, OBJECT_KIND_NODE)).unreadable())
                .as("workloads are both")
                .endsWith(": deployments and replicasets, pods");
    }

    @Test
    void aKindOfALaterVersionThatIsNotSyncedDoesNotMatter() throws IOException {
        PlaneRecord later = PlaneRecord.parseFrom(LaterRecords.read().get("heartbeat"));
        assertThat(PlaneSight.of(later.getHeartbeat())).isEqualTo(PlaneSight.CLEAR);
    }

    private static PlaneSight sight(PlaneLogScript log) {
        return PlaneSight.of(log.records().getFirst().getHeartbeat());
    }
}
