package dev.mcm.shared.feed;

import dev.mcm.shared.kafka.PoisonException;
import dev.mcm.shared.kafka.PoisonRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Decodes what was read together before anything of it is told, so that nothing is told twice when
/// a part of it is poison.
final class Decoding {
    private Decoding() {}

    /// Tombstones are left out.
    ///
    /// @param decode throws IllegalArgumentException for poison
    /// @throws PoisonException names all that is poison
    static <T> List<T> of(
            List<ConsumerRecord<byte[], byte[]>> records,
            Function<ConsumerRecord<byte[], byte[]>, T> decode)
            throws PoisonException {
        List<T> decoded = new ArrayList<>(records.size());
        List<PoisonRecord> poison = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                try {
                    decoded.add(decode.apply(record));
                } catch (IllegalArgumentException e) {
                    poison.add(new PoisonRecord(record, String.valueOf(e.getMessage())));
                }
            }
        }
        if (!poison.isEmpty()) {
            throw new PoisonException(poison);
        }
        return decoded;
    }
}
