package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

final class KafkaLetterOutletTest {
    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final LetterOutlet outlet = new KafkaLetterOutlet(new Producers(), "test");

    /// Makes producers, and nothing else.
    private final class Producers implements KafkaClients {
        @Override
        public Producer<byte[], byte[]> producer(String purpose, Map<String, Object> overrides) {
            MockProducer<byte[], byte[]> producer =
                    new MockProducer<>(
                            true, null, new ByteArraySerializer(), new ByteArraySerializer());
            producers.add(producer);
            return producer;
        }

        @Override
        public Consumer<byte[], byte[]> consumer(String purpose, Map<String, Object> overrides) {
            throw new AssertionError("letters are only sent");
        }

        @Override
        public Admin admin(String purpose, Map<String, Object> overrides) {
            throw new AssertionError("no topic is looked at here");
        }

        @Override
        public short replicationFactor() {
            return 1;
        }
    }

    @Test
    void lettersOfOneTimeShareAProducer() {
        send();
        send();
        assertThat(producers)
                .singleElement()
                .satisfies(one -> assertThat(one.history()).hasSize(2));
    }

    /// It is closed when letters were refused, and they are tried again a while later.
    @Test
    void lettersGoOutAgainAfterItWasClosed() {
        send();
        outlet.close();
        send();
        outlet.close();
        outlet.close();
        assertThat(producers).hasSize(2).allMatch(MockProducer::closed);
    }

    private void send() {
        outlet.send(new ProducerRecord<>("t.dlq", new byte[] {1}));
    }
}
