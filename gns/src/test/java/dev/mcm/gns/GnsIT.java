package dev.mcm.gns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kafka.KafkaOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GnsIT {
    private final GnsStack stack = new GnsStack(KafkaOptions.temporary());

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void changesArriveWithTheirPositionsInCommitOrder() throws Exception {
        stack.execute(insert("before", 1));
        stack.startStreaming();
        stack.execute(
                insert("acme", 1),
                "UPDATE organizations SET revision = 2, allowed_regions = '{eu-west-1,\"us"
                        + " \\\"2\"}' WHERE id = 'acme'",
                "DELETE FROM organizations WHERE id = 'acme'",
                "BEGIN; " + insert("b1", 1) + "; " + insert("b2", 1) + "; COMMIT",
                "INSERT INTO plane_capacity VALUES ('p1', 'H100', 0, '\\x00ff', 1, 2, 3, 4, 5, 6,"
                        + " '2026-01-01T00:00:00.000001Z')");
        try (ChangeTail tail =
                new ChangeTail(stack.kafka.bootstrap(), "organizations", "plane_capacity")) {
            tail.awaitCount(8);
            List<ChangeEvent> acme =
                    tail.events().stream().filter(event -> key(event).equals("acme")).toList();
            assertThat(acme)
                    .extracting(ChangeEvent::getOp)
                    .containsExactly(Op.OP_INSERT, Op.OP_UPDATE, Op.OP_DELETE);
            assertThat(acme).extracting(ChangeEvent::getEndLsn).isSorted().doesNotHaveDuplicates();
            assertThat(values(acme.get(0)))
                    .containsEntry(
                            "revision",
                            Column.newBuilder().setName("revision").setIntValue(1).build())
                    .containsEntry(
                            "cpu_deployments",
                            Column.newBuilder()
                                    .setName("cpu_deployments")
                                    .setBoolValue(true)
                                    .build())
                    .containsEntry(
                            "created_at",
                            Column.newBuilder()
                                    .setName("created_at")
                                    .setIntValue(1_767_225_600_000_000L)
                                    .build());
            assertThat(values(acme.get(1)).get("allowed_regions").getStringValue())
                    .isEqualTo("[\"eu-west-1\",\"us \\\"2\"]");
            assertThat(acme.get(2).getAfterList()).isEmpty();
            assertThat(tail.received())
                    .filteredOn(record -> record.key().equals("acme"))
                    .last()
                    .satisfies(record -> assertThat(record.event()).isEmpty());

            List<ChangeEvent> both =
                    tail.events().stream()
                            .filter(event ->
                                    key(event).startsWith("b") && event.getOp() == Op.OP_INSERT)
                            .toList();
            assertThat(both).extracting(ChangeEvent::getIndex).containsExactly(0, 1);
            assertThat(both)
                    .extracting(ChangeEvent::getEndLsn)
                    .containsOnly(both.getFirst().getEndLsn());
            assertThat(both).extracting(ChangeEvent::getTx).containsOnly(both.getFirst().getTx());

            ChangeEvent capacity =
                    tail.await(
                            "the capacity row", event -> event.getTable().equals("plane_capacity"));
            assertThat(values(capacity).get("classes").getBytesValue().toByteArray())
                    .containsExactly(0, 0xff);
            assertThat(tail.received())
                    .filteredOn(record -> record.table().equals("plane_capacity"))
                    .extracting(ChangeTail.Received::key)
                    .containsExactly("p1/H100/0");

            ChangeEvent before =
                    tail.await("the row from before", event -> key(event).equals("before"));
            assertThat(before.getOp()).isEqualTo(Op.OP_READ);
            assertThat(values(before)).isEqualTo(values(row(acme.get(0), "before")));
            assertThat(tail.events()).extracting(ChangeEvent::getEpoch).containsOnly(1L);
            String flushed =
                    "SELECT confirmed_flush_lsn - '0/0'::pg_lsn FROM pg_replication_slots WHERE"
                            + " database = current_database()";
            Waiting.until(
                    "the slot to move to the last transaction",
                    Duration.ofSeconds(10),
                    () -> Long.parseLong(stack.queryText(flushed)) >= capacity.getEndLsn());
        }
    }

    @Test
    void aDroppedSlotIsReplacedByALargerEpochAndNothingIsHidden() throws Exception {
        stack.startStreaming();
        stack.execute(insert("first", 1));
        try (ChangeTail tail = new ChangeTail(stack.kafka.bootstrap(), "organizations")) {
            tail.await("the first row", event -> key(event).equals("first"));
            dropSlot();
            stack.execute(insert("hidden", 1));
            ChangeEvent again = tail.await("epoch 2", event -> event.getEpoch() == 2);
            assertThat(again.getOp()).isIn(Op.OP_READ, Op.OP_INSERT);
            tail.await(
                    "the row written in between",
                    event -> key(event).equals("hidden") && event.getEpoch() == 2);
            stack.execute(insert("after", 1));
            tail.await(
                    "the row after",
                    event -> key(event).equals("after") && event.getOp() == Op.OP_INSERT);
        }
        assertThat(stack.queryText("SELECT string_agg(name, ',') FROM gns_slots"))
                .isEqualTo(stack.slot(2));
    }

    @Test
    void walOfOtherTablesDoesNotPileUpBehindAnIdleSlot() throws Exception {
        stack.startStreaming();
        stack.execute(
                "INSERT INTO deployment_specs SELECT md5(i::text) || md5(i::text),"
                    + " decode(repeat('ab', 2000), 'hex'), now() FROM generate_series(1, 3000) i");
        String behind =
                "SELECT pg_current_wal_lsn() - confirmed_flush_lsn FROM pg_replication_slots"
                        + " WHERE database = current_database()";
        assertThat(Long.parseLong(stack.queryText(behind))).isGreaterThan(1 << 20);
        Waiting.until(
                "the slot to move",
                Duration.ofSeconds(30),
                () -> Long.parseLong(stack.queryText(behind)) < 1 << 20);
        try (ChangeTail tail = new ChangeTail(stack.kafka.bootstrap(), "organizations")) {
            stack.execute(insert("only", 1));
            tail.awaitCount(1);
            assertThat(tail.received()).hasSize(1);
        }
    }

    @Test
    void aSecondInstanceWaitsAndTakesOver() throws Exception {
        GnsStack.Instance first = stack.startStreaming();
        GnsStack.Instance second = stack.startGns();
        second.awaitReady();
        try (ChangeTail tail = new ChangeTail(stack.kafka.bootstrap(), "organizations")) {
            stack.execute(insert("one", 1));
            tail.await("the first row", event -> key(event).equals("one"));
            first.process().killHard();
            stack.execute(insert("two", 1));
            tail.await("the row after the kill", event -> key(event).equals("two"));
            assertThat(second.process().isAlive()).isTrue();
            assertThat(tail.events()).hasSize(2).extracting(ChangeEvent::getEpoch).containsOnly(1L);
        }
    }

    /// The supervisor may be back before the drop: then the slot is in use and the drop is tried
    /// again.
    private void dropSlot() throws InterruptedException {
        Waiting.until(
                "the slot to be dropped",
                Duration.ofSeconds(10),
                () -> {
                    stack.execute(
                            "SELECT pg_terminate_backend(active_pid, 5000) FROM"
                                    + " pg_replication_slots WHERE slot_name = '"
                                    + stack.slot(1)
                                    + "'",
                            "SELECT pg_drop_replication_slot('" + stack.slot(1) + "')");
                    return true;
                });
    }

    private static String insert(String id, int revision) {
        return "INSERT INTO organizations VALUES ('%s', 'Name', '{}', true, false, %d, '2026-01-01T00:00:00Z')"
                .formatted(id, revision);
    }

    private static String key(ChangeEvent event) {
        return event.getKey(0).getStringValue();
    }

    private static Map<String, Column> values(ChangeEvent event) {
        return event.getAfterList().stream()
                .collect(Collectors.toMap(Column::getName, column -> column));
    }

    private static ChangeEvent row(ChangeEvent like, String id) {
        ChangeEvent.Builder row = like.toBuilder();
        row.getAfterBuilderList().stream()
                .filter(column -> column.getName().equals("id"))
                .forEach(column -> column.setStringValue(id));
        return row.build();
    }
}
