package dev.mcm.shared.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A poison record as it is kept, with headers that say where it comes from and what is wrong.
///
/// @param bytes what it takes on a broker's disk, at most
record DeadLetter(ProducerRecord<byte[], byte[]> record, long bytes) {
    /// Of a letter's key, of its value and of its headers: far below what any broker takes as one
    /// record.
    static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_ERROR_CHARACTERS = 1_000;
    private static final int FRAME_BYTES = 100;

    /// What does not fit into [#MOST_BYTES] is cut, and the header `mcm-cut` says how long it was.
    @SuppressWarnings("NullAway") // keys and values may be null
    static DeadLetter of(String topic, PoisonRecord poison) {
        ConsumerRecord<byte[], byte[]> source = poison.record();
        int headerBytes = length(source.headers());
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic, cut(source.key()), cut(source.value()));
        if (headerBytes <= MOST_BYTES) {
            source.headers().forEach(letter.headers()::add);
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("mcm-error", shorten(poison.text()));
        headers.put("mcm-topic", source.topic());
        headers.put("mcm-partition", Integer.toString(source.partition()));
        headers.put("mcm-offset", Long.toString(source.offset()));
        int size = length(source.key()) + length(source.value()) + headerBytes;
        if (Stream.of(length(source.key()), length(source.value()), headerBytes)
                .anyMatch(bytes -> bytes > MOST_BYTES)) {
            headers.put("mcm-cut", Integer.toString(size));
        }
        headers.forEach((name, value) ->
                letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        long bytes =
                (long) length(letter.key())
                        + length(letter.value())
                        + length(letter.headers())
                        + FRAME_BYTES;
        return new DeadLetter(letter, bytes);
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes) {
        return length(bytes) <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
    }

    private static int length(Headers headers) {
        return Stream.of(headers.toArray())
                .mapToInt(header -> header.key().length() + length(header.value()))
                .sum();
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String shorten(String text) {
        return text.length() <= MOST_ERROR_CHARACTERS
                ? text
                : text.substring(0, MOST_ERROR_CHARACTERS);
    }
}
