package dev.mcm.gns.adapter.kafka;

import dev.mcm.shared.time.Signal;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits until Kafka has completed a committed transaction.
///
/// Kafka answers a commit when it is decided, and writes the markers that show the records to
/// readers after that. A transaction that begins before is kept waiting in steps of 20 ms; after
/// 100 ms the broker refuses its records (CONCURRENT_TRANSACTIONS), then also those sent behind
/// them (OUT_OF_ORDER_SEQUENCE_NUMBER), and the producer sends each again after a growing backoff.
/// A marker that a partition gets between the broker's question whether the next transaction may
/// write there and the write makes the broker refuse the write for good (INVALID_TXN_STATE), which
/// ends the producer: only a transaction that begins too early meets one.
final class CommitCompletion implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CommitCompletion.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(8);

    private final Question question;
    private final TimeSource time;
    private final Signal closed;
    private volatile boolean closing;
    private boolean told;

    /// Whether Kafka still completes the last commit.
    @FunctionalInterface
    interface Question {
        boolean isCompleting() throws ExecutionException, InterruptedException;
    }

    CommitCompletion(Question question, TimeSource time) {
        this.question = question;
        this.time = time;
        this.closed = time.newSignal();
    }

    /// Asks the coordinator of the transactional id.
    static Question coordinator(Admin admin, String transactionalId) {
        var options = new DescribeTransactionsOptions().timeoutMs((int) ANSWER_LIMIT.toMillis());
        return () ->
                admin.describeTransactions(List.of(transactionalId), options)
                                .description(transactionalId)
                                .get()
                                .state()
                        == TransactionState.PREPARE_COMMIT;
    }

    /// Returns when the transaction is completed, the limit has passed, Kafka will not say, or this
    /// is closed. For one thread.
    void await() {
        long start = time.nanoTime();
        try {
            Duration pause = FIRST_PAUSE;
            while (!closing && isCompleting() && time.since(start).compareTo(LIMIT) < 0) {
                closed.await(pause);
                pause = pause.multipliedBy(2);
                if (pause.compareTo(LONGEST_PAUSE) > 0) {
                    pause = LONGEST_PAUSE;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// It may be, while Kafka is too busy to answer.
    private boolean isCompleting() throws InterruptedException {
        try {
            return question.isCompleting();
        } catch (ExecutionException e) {
            tellOnce(e);
            return e.getCause() instanceof RetriableException;
        }
    }

    private void tellOnce(ExecutionException failure) {
        if (!told && !closing) {
            told = true;
            log.atWarn()
                    .addKeyValue("reason", String.valueOf(failure.getCause()))
                    .log("Kafka does not say when a transaction is completed");
        }
    }

    /// Ends a wait in progress. Callable from any thread.
    @Override
    public void close() {
        closing = true;
        closed.raise();
    }
}
