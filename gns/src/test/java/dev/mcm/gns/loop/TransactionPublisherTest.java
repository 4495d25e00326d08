package dev.mcm.gns.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Op;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SourceMessage;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.ManualTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TransactionPublisherTest {
    private static final SlotName SLOT = new SlotName("test", new Epoch(3));

    private final FakeLog log = new FakeLog();
    private final RecordingMeters meters = new RecordingMeters();

    @Test
    void aTransactionIsPublishedWholeAtItsEndWithItsPosition() {
        TransactionPublisher publisher = publisher(0);
        assertThat(publisher.handle(List.of(begin(7), row("a"), row("b"), end(50)))).isEqualTo(3);
        assertThat(log.events()).extracting(ChangeEvent::getTable).containsExactly("a", "b");
        assertThat(log.events()).extracting(ChangeEvent::getIndex).containsExactly(0, 1);
        assertThat(log.events())
                .allSatisfy(event -> {
                    assertThat(event.getEndLsn()).isEqualTo(50);
                    assertThat(event.getEpoch()).isEqualTo(3);
                });
        assertThat(log.position).contains(new Position(new Epoch(3), new Lsn(50)));
    }

    @Test
    void anOpenTransactionIsNeitherPublishedNorAcknowledged() {
        TransactionPublisher publisher = publisher(0);
        assertThat(publisher.handle(List.of(begin(7), row("a")))).isEqualTo(-1);
        assertThat(log.publications).isEmpty();
        assertThat(publisher.handle(List.of(row("b"), end(50), begin(8), row("c")))).isEqualTo(1);
        assertThat(log.events()).extracting(ChangeEvent::getTable).containsExactly("a", "b");
    }

    @Test
    void allTransactionsOfABatchArePublishedInOneStep() {
        TransactionPublisher publisher = publisher(0);
        publisher.handle(List.of(begin(1), row("a"), end(10), begin(2), row("b"), end(20)));
        assertThat(log.publications).hasSize(1);
        assertThat(log.position).contains(new Position(new Epoch(3), new Lsn(20)));
    }

    @Test
    void whatWasPublishedBeforeIsLeftOutButAcknowledged() {
        TransactionPublisher publisher = publisher(20);
        int durable =
                publisher.handle(
                        List.of(
                                begin(1), row("a"), end(10), begin(2), row("b"), end(20), begin(3),
                                row("c"), end(30)));
        assertThat(durable).isEqualTo(8);
        assertThat(log.events()).extracting(ChangeEvent::getTable).containsExactly("c");
        assertThat(meters.skipped).isEqualTo(2);
    }

    @Test
    void aHeartbeatIsAcknowledgedAndNotPublished() {
        TransactionPublisher publisher = publisher(0);
        assertThat(publisher.handle(List.of(begin(1), new SourceMessage.Heartbeat(), end(10))))
                .isEqualTo(2);
        assertThat(log.publications).isEmpty();
        assertThat(meters.heartbeats).isEqualTo(1);
    }

    @Test
    void aFailureToPublishAcknowledgesNothing() {
        TransactionPublisher publisher = publisher(0);
        log.failing = true;
        assertThatThrownBy(() -> publisher.handle(List.of(begin(1), row("a"), end(10))))
                .hasMessageContaining("fenced");
        assertThat(meters.published).isZero();
    }

    @Test
    void manyEventsArePublishedInSeveralSteps() {
        TransactionPublisher publisher = publisher(0);
        List<SourceMessage> batch = new ArrayList<>();
        for (int tx = 1; tx <= 5; tx++) {
            batch.add(begin(tx));
            for (int i = 0; i < TransactionPublisher.FLUSH_EVENTS / 2; i++) {
                batch.add(row("t"));
            }
            batch.add(end(tx * 10L));
        }
        assertThat(publisher.handle(batch)).isEqualTo(batch.size() - 1);
        assertThat(log.publications).hasSize(3);
        assertThat(log.events()).hasSize(5 * TransactionPublisher.FLUSH_EVENTS / 2);
    }

    @Test
    void aTransactionLargerThanMemoryIsPublishedWholeAndInOrder() {
        var publisher =
                new TransactionPublisher(
                        SLOT,
                        new Position(new Epoch(3), Lsn.ZERO),
                        log.open(),
                        meters,
                        time(),
                        1_000);
        publisher.handle(List.of(begin(1)));
        for (int i = 0; i < 3_000; i++) {
            publisher.handle(List.of(row("t" + i)));
        }
        publisher.handle(List.of(end(10)));
        assertThat(log.publications).hasSize(1);
        assertThat(log.events()).extracting(ChangeEvent::getIndex).isSorted().hasSize(3_000);
        assertThat(log.events())
                .element(2_999)
                .satisfies(event -> assertThat(event.getTable()).isEqualTo("t2999"));
        assertThat(log.events()).allSatisfy(event -> assertThat(event.getEndLsn()).isEqualTo(10));
    }

    @Test
    void aBrokenStreamIsAnError() {
        assertThatThrownBy(() -> publisher(0).handle(List.of(row("a"))))
                .hasMessageContaining("outside a transaction");
        assertThatThrownBy(() -> publisher(0).handle(List.of(end(10))))
                .hasMessageContaining("outside a transaction");
        assertThatThrownBy(() -> publisher(0).handle(List.of(begin(1), begin(2))))
                .hasMessageContaining("inside another");
    }

    @Test
    void aStreamCutAnywhereAndSentAgainIsPublishedExactlyOnce() {
        long seed = new SecureRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            FakeLog target = new FakeLog();
            List<SourceMessage> stream = stream(random);
            int acknowledged = 0;
            while (acknowledged < stream.size()) {
                acknowledged += run(random, target, stream.subList(acknowledged, stream.size()));
            }
            assertThat(target.events())
                    .as("seed %d round %d", seed, round)
                    .extracting(ChangeEvent::getTable)
                    .isEqualTo(rows(stream));
        }
    }

    /// One life of a publisher: it reads some batches, may lose an acknowledgement, and dies.
    private int run(SplittableRandom random, FakeLog target, List<SourceMessage> rest) {
        Position from = target.position.orElse(new Position(SLOT.epoch(), Lsn.ZERO));
        var publisher = new TransactionPublisher(SLOT, from, target.open(), meters, time());
        int read = 0;
        int acknowledged = 0;
        while (read < rest.size() && random.nextInt(4) != 0) {
            int size = 1 + random.nextInt(Math.min(6, rest.size() - read));
            int durable = publisher.handle(rest.subList(read, read + size));
            if (durable >= 0 && random.nextInt(3) != 0) {
                acknowledged = endOfTransaction(rest, read + durable);
            }
            read += size;
        }
        publisher.close();
        return acknowledged;
    }

    /// Postgres sends whole transactions: it begins again behind the last one acknowledged.
    private static int endOfTransaction(List<SourceMessage> stream, int last) {
        int end = last;
        while (!(stream.get(end) instanceof SourceMessage.End)) {
            end--;
        }
        return end + 1;
    }

    private static List<SourceMessage> stream(SplittableRandom random) {
        List<SourceMessage> stream = new ArrayList<>();
        for (int tx = 1; tx <= 20; tx++) {
            stream.add(begin(tx));
            for (int i = random.nextInt(4); i > 0; i--) {
                stream.add(row(tx + "-" + i));
            }
            stream.add(end(tx * 10L));
        }
        return stream;
    }

    private static List<String> rows(List<SourceMessage> stream) {
        return stream.stream()
                .filter(SourceMessage.Row.class::isInstance)
                .map(message -> ((SourceMessage.Row) message).event().getTable())
                .toList();
    }

    private TransactionPublisher publisher(long published) {
        return new TransactionPublisher(
                SLOT, new Position(new Epoch(3), new Lsn(published)), log.open(), meters, time());
    }

    private static ManualTime time() {
        return new ManualTime(Instant.EPOCH);
    }

    private static SourceMessage begin(long tx) {
        return new SourceMessage.Begin(tx);
    }

    private static SourceMessage row(String table) {
        return new SourceMessage.Row(
                ChangeEvent.newBuilder().setTable(table).setOp(Op.OP_INSERT).build());
    }

    private static SourceMessage end(long lsn) {
        return new SourceMessage.End(new Lsn(lsn));
    }
}
