package dev.mcm.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.local.demo.LoopTrace.Where;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LoopTraceTest {
    private static final Where AT_P = new Where("d", "p");
    private static final Where ANYWHERE = new Where("d", "");

    private final LoopTrace trace = new LoopTrace();

    @Test
    void everyHopIsMeasuredFromCommitToCommit() {
        at(0, "deployments", text("id", "d"));
        at(10, "scale_targets", text("deployment_id", "d"), number("revision", 1));
        at(
                30,
                "placements",
                text("deployment_id", "d"),
                text("plane_id", "p"),
                number("version", 7),
                number("replicas", 2));
        at(
                70,
                "pushes",
                text("deployment_id", "d"),
                text("plane_id", "p"),
                number("applied_version", 7));
        at(
                100,
                "deployment_observed",
                text("deployment_id", "d"),
                text("plane_id", "p"),
                number("ready", 1),
                number("pods", 2));
        at(
                150,
                "deployment_observed",
                text("deployment_id", "d"),
                text("plane_id", "p"),
                number("ready", 2),
                number("pods", 2));

        assertThat(trace.stats(ANYWHERE, Hop.ASKED_TO_SCALED).summary()).isEqualTo("10 / 10 (1)");
        assertThat(trace.stats(ANYWHERE, Hop.SCALED_TO_PLACED).summary()).isEqualTo("20 / 20 (1)");
        assertThat(trace.stats(AT_P, Hop.PLACED_TO_PUSHED).summary()).isEqualTo("40 / 40 (1)");
        assertThat(trace.stats(AT_P, Hop.PUSHED_TO_READY).summary()).isEqualTo("80 / 80 (1)");
    }

    @Test
    void aPushOfAnOlderVersionEndsNoHop() {
        at(
                0,
                "placements",
                text("deployment_id", "d"),
                text("plane_id", "p"),
                number("version", 7));
        at(
                5,
                "pushes",
                text("deployment_id", "d"),
                text("plane_id", "p"),
                number("applied_version", 6));

        assertThat(trace.stats(AT_P, Hop.PLACED_TO_PUSHED).count()).isZero();
    }

    private void at(long millis, String table, Column... columns) {
        ChangeEvent.Builder event =
                ChangeEvent.newBuilder()
                        .setTable(table)
                        .setOp(Op.OP_UPDATE)
                        .setCommitTime(Timestamp.newBuilder().setNanos((int) millis * 1_000_000));
        for (Column column : columns) {
            event.addAfter(column);
        }
        trace.accept(event.build(), Instant.ofEpochMilli(millis + 3));
    }

    private static Column text(String name, String value) {
        return Column.newBuilder().setName(name).setStringValue(value).build();
    }

    private static Column number(String name, long value) {
        return Column.newBuilder().setName(name).setIntValue(value).build();
    }
}
