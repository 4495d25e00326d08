package dev.mcm.shared.kafka;

import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// Puts poison records into `<topic>.dlq`. For one thread, which it does not keep for long however
/// much is poison: the letters of a batch are under way together; what refused one is left alone
/// for [#REST], which is that topic or, when Kafka does not answer, all of them; and there is a
/// [LetterBudget].
final class DeadLetters implements TailDelivery.PoisonSink, AutoCloseable {
    static final Duration REST = Duration.ofMinutes(1);
    private static final String ALL = "*";

    private final LetterOutlet outlet;
    private final TimeSource time;
    private final LetterBudget budget;
    private final Set<String> ensured = new HashSet<>();
    private final Map<String, Refusal> refusals = new HashMap<>();

    /// @param at on the clock's counter
    private record Refusal(long at, Exception why) {}

    private record Sent(PoisonRecord poison, String topic, Future<?> outcome) {}

    DeadLetters(LetterOutlet outlet, TimeSource time) {
        this.outlet = outlet;
        this.time = time;
        this.budget = new LetterBudget(time);
    }

    @Override
    public List<TailDelivery.Refused> send(List<PoisonRecord> poison) throws InterruptedException {
        List<TailDelivery.Refused> refused = new ArrayList<>();
        List<Sent> underWay = new ArrayList<>();
        for (PoisonRecord record : poison) {
            TopicSpec topic = TopicSpecs.deadLetters(record.record().topic());
            try {
                underWay.add(post(topic, record));
            } catch (RuntimeException e) {
                refused.add(new TailDelivery.Refused(record, e));
            }
        }
        for (Sent letter : underWay) {
            try {
                arrived(letter);
            } catch (KafkaException e) {
                rest(letter.topic(), e);
                refused.add(new TailDelivery.Refused(letter.poison(), e));
            }
        }
        return refused;
    }

    private Sent post(TopicSpec topic, PoisonRecord poison) throws InterruptedException {
        requireWilling(ALL);
        requireWilling(topic.name());
        DeadLetter letter = DeadLetter.of(topic.name(), poison);
        budget.take(letter.bytes());
        try {
            if (!ensured.contains(topic.name())) {
                outlet.ensure(topic);
                ensured.add(topic.name());
            }
            Sent sent = new Sent(poison, topic.name(), outlet.send(letter.record()));
            if (sent.outcome().isDone()) {
                arrived(sent);
            }
            return sent;
        } catch (RuntimeException e) {
            rest(topic.name(), e);
            throw e;
        }
    }

    /// @throws KafkaException when it has not
    private static void arrived(Sent letter) throws InterruptedException {
        try {
            var _ = letter.outcome().get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "dead letter for " + letter.topic() + " was not accepted", e.getCause());
        }
    }

    private void requireWilling(String what) {
        @Nullable Refusal last = refusals.get(what);
        if (last != null && time.since(last.at()).compareTo(REST) < 0) {
            throw new KafkaException("a letter was refused less than " + REST + " ago", last.why());
        }
    }

    /// The topic may have been deleted: it is looked at again the next time.
    private void rest(String topic, RuntimeException why) {
        boolean unanswered =
                why instanceof RetriableException || why.getCause() instanceof RetriableException;
        refusals.put(unanswered ? ALL : topic, new Refusal(time.nanoTime(), why));
        ensured.remove(topic);
    }

    @Override
    public void close() {
        outlet.close();
    }
}
