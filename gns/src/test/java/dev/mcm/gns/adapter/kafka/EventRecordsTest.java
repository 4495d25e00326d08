package dev.mcm.gns.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

final class EventRecordsTest {
    @Test
    void aRowGoesToTheTopicOfItsTableUnderItsKey() throws Exception {
        ChangeEvent event = placement(Op.OP_UPDATE).build();
        assertThat(EventRecords.of(event))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.topic()).isEqualTo("mcm.db.placements");
                    assertThat(key(record)).isEqualTo("d-1/plane-1/7");
                    assertThat(ChangeEvent.parseFrom(record.value())).isEqualTo(event);
                    assertThat(record.headers()).isEmpty();
                });
    }

    @Test
    void aDeletionIsFollowedByATombstone() {
        var records = EventRecords.of(placement(Op.OP_DELETE).build());
        assertThat(records).hasSize(2);
        assertThat(key(records.getLast())).isEqualTo("d-1/plane-1/7");
        assertThat(records.getLast().value()).isNull();
    }

    @Test
    void theTraceOfTheRowTravelsAsAHeader() {
        ChangeEvent event =
                placement(Op.OP_INSERT).addAfter(text("traceparent", "00-aa-bb-01")).build();
        assertThat(
                        new String(
                                EventRecords.of(event)
                                        .getFirst()
                                        .headers()
                                        .lastHeader("traceparent")
                                        .value(),
                                StandardCharsets.US_ASCII))
                .isEqualTo("00-aa-bb-01");
    }

    @Test
    void aRowWithoutATraceHasNoHeader() {
        ChangeEvent event = placement(Op.OP_INSERT).addAfter(text("traceparent", "")).build();
        assertThat(EventRecords.of(event).getFirst().headers()).isEmpty();
    }

    @Test
    void aKeyThatIsNoTextIsRefused() {
        ChangeEvent event =
                ChangeEvent.newBuilder()
                        .addKey(Column.newBuilder().setName("k").setBytesValue(ByteString.EMPTY))
                        .build();
        assertThatThrownBy(() -> EventRecords.of(event)).hasMessageContaining("key column k");
    }

    private static ChangeEvent.Builder placement(Op op) {
        return ChangeEvent.newBuilder()
                .setTable("placements")
                .setOp(op)
                .addKey(text("deployment_id", "d-1"))
                .addKey(text("plane_id", "plane-1"))
                .addKey(Column.newBuilder().setName("part").setIntValue(7));
    }

    private static Column text(String name, String value) {
        return Column.newBuilder().setName(name).setStringValue(value).build();
    }

    private static String key(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }
}
