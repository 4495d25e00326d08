package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

final class DeadLetterTest {
    @Test
    void aRecordOfUsualSizeIsKeptWhole() {
        ConsumerRecord<byte[], byte[]> record = record(new byte[1_000]);
        record.headers().add("h", new byte[] {1});

        ProducerRecord<byte[], byte[]> letter = letter(record);

        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(text(letter.headers().lastHeader("mcm-offset"))).isEqualTo("5");
        assertThat(letter.headers().lastHeader("h").value()).containsExactly(1);
        assertThat(letter.headers().lastHeader("mcm-cut")).isNull();
    }

    @Test
    void aRecordThatNoBrokerWouldTakeAsALetterIsCut() {
        byte[] large = new byte[5_000_000];
        Arrays.fill(large, (byte) 7);
        ConsumerRecord<byte[], byte[]> record = record(large);
        record.headers().add("h", large);

        ProducerRecord<byte[], byte[]> letter = letter(record);

        assertThat(letter.value()).isEqualTo(Arrays.copyOf(large, DeadLetter.MOST_BYTES));
        assertThat(letter.headers().lastHeader("h")).isNull();
        assertThat(text(letter.headers().lastHeader("mcm-cut"))).isEqualTo("10000002");
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = DeadLetter.of("t.dlq", new PoisonRecord(record, "x".repeat(5_000)));
        assertThat(letter.bytes()).isLessThan(3L * DeadLetter.MOST_BYTES);
        return letter.record();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("t", 0, 5, new byte[] {9}, value);
    }

    private static String text(Header header) {
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
