package dev.mcm.shared.kafka;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/// Where dead letters leave the process. For one thread.
interface LetterOutlet extends AutoCloseable {
    /// Makes the topic where it is missing.
    ///
    /// @throws KafkaException when it is not as it should be, or Kafka refuses or does not answer
    void ensure(TopicSpec topic) throws InterruptedException;

    /// Sends a letter; the outcome comes within a bounded time.
    ///
    /// @throws KafkaException when it cannot even be sent
    Future<?> send(ProducerRecord<byte[], byte[]> letter);

    /// Gives its connections up; what is sent later opens new ones.
    @Override
    void close();
}
