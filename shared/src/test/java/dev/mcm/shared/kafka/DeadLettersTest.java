package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class DeadLettersTest {
    private final ManualTime time = new ManualTime();
    private final Outlet outlet = new Outlet();
    private final DeadLetters letters = new DeadLetters(outlet, time);

    /// Takes letters in order, or refuses what a test says; a wait for Kafka takes ten seconds of
    /// the clock.
    private final class Outlet implements LetterOutlet {
        final List<String> taken = new ArrayList<>();
        final List<String> made = new ArrayList<>();
        final Map<String, RuntimeException> notMade = new HashMap<>();
        final Map<String, KafkaException> refused = new HashMap<>();
        int asked;

        @Override
        public void ensure(TopicSpec topic) {
            asked++;
            if (notMade.containsKey(topic.name())) {
                time.advance(Duration.ofSeconds(10));
                throw notMade.get(topic.name());
            }
            made.add(topic.name());
        }

        @Override
        public Future<?> send(ProducerRecord<byte[], byte[]> letter) {
            asked++;
            if (refused.containsKey(letter.topic())) {
                time.advance(Duration.ofSeconds(10));
                return CompletableFuture.failedFuture(refused.get(letter.topic()));
            }
            taken.add(letter.topic());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }

    @Test
    void aBatchOfPoisonMakesEachTopicOnceAndSendsEachRecord() throws Exception {
        assertThat(letters.send(poison("a", 500, 10))).isEmpty();
        assertThat(letters.send(poison("b", 1, 10))).isEmpty();
        assertThat(letters.send(poison("a", 1, 10))).isEmpty();

        assertThat(outlet.made).containsExactly("a.dlq", "b.dlq");
        assertThat(outlet.taken).hasSize(502);
    }

    @Test
    void aTopicThatRefusesIsNotAskedForEachLetterAndKeepsNoOtherFromItsLetters() throws Exception {
        outlet.refused.put("a.dlq", new TopicAuthorizationException("no right"));

        assertThat(letters.send(poison("a", 500, 10))).hasSize(500);
        assertThat(letters.send(poison("a", 500, 10))).hasSize(500);
        assertThat(outlet.asked).isEqualTo(2);
        assertThat(letters.send(poison("b", 1, 10))).isEmpty();

        outlet.refused.clear();
        time.advance(DeadLetters.REST);
        assertThat(letters.send(poison("a", 5, 10))).isEmpty();
    }

    @Test
    void aTopicWithOtherSettingsRefusesItsLettersAndNoMore() throws Exception {
        outlet.notMade.put("a.dlq", new TopicMismatchException(List.of("a.dlq has 3 partitions")));

        assertThat(letters.send(poison("a", 2, 10))).hasSize(2);
        assertThat(letters.send(poison("b", 1, 10))).isEmpty();
        assertThat(outlet.asked).isEqualTo(3);
    }

    @Test
    void whenKafkaDoesNotAnswerNoTopicIsAskedForAWhile() throws Exception {
        outlet.notMade.put("a.dlq", new TimeoutException("no controller"));
        for (int topic = 0; topic < 100; topic++) {
            outlet.refused.put("t" + topic + ".dlq", new TimeoutException("no answer"));
        }
        long start = time.nanoTime();

        assertThat(letters.send(poison("a", 500, 10))).hasSize(500);
        for (int topic = 0; topic < 100; topic++) {
            assertThat(letters.send(poison("t" + topic, 10, 10))).hasSize(10);
        }

        assertThat(outlet.asked).isEqualTo(1);
        assertThat(time.since(start)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aTopicThatWasDeletedIsMadeAgain() throws Exception {
        assertThat(letters.send(poison("a", 1, 10))).isEmpty();
        outlet.refused.put("a.dlq", new TimeoutException("not in the metadata"));
        assertThat(letters.send(poison("a", 1, 10))).hasSize(1);
        outlet.refused.clear();
        time.advance(DeadLetters.REST);

        assertThat(letters.send(poison("a", 1, 10))).isEmpty();
        assertThat(outlet.made).containsExactly("a.dlq", "a.dlq");
    }

    @Test
    void aTopicFullOfPoisonFillsNoDisk() throws Exception {
        int sent = 0;
        for (int minute = 0; minute < 10; minute++) {
            sent += 1_000 - letters.send(poison("a", 1_000, 100_000)).size();
            time.advance(Duration.ofMinutes(1));
        }
        assertThat((sent * 100_000L)).isBetween(20L << 20, (16L + 10) << 20);
        assertThat(outlet.taken).hasSize(sent);

        time.advance(Duration.ofMinutes(5));
        assertThat(letters.send(poison("a", 10, 100_000))).as("after a rest").isEmpty();
    }

    private static List<PoisonRecord> poison(String topic, int count, int bytes) {
        return IntStream.range(0, count)
                .mapToObj(offset ->
                        new PoisonRecord(
                                new ConsumerRecord<>(
                                        topic, 0, offset, new byte[0], new byte[bytes]),
                                "unreadable"))
                .toList();
    }
}
