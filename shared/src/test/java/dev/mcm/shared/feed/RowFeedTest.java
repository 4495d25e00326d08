package dev.mcm.shared.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.kafka.PoisonException;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.table.Table;
import dev.mcm.shared.time.RandomSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class RowFeedTest {
    private final List<RowEvent> heard = new ArrayList<>();
    private int resyncs;
    private final RowFeed feed =
            new RowFeed(
                    Set.of(Table.PLANES, Table.PUSHES),
                    new RowListener() {
                        @Override
                        public void changed(RowEvent event) {
                            heard.add(event);
                        }

                        @Override
                        public void resync() {
                            resyncs++;
                        }
                    });

    @Test
    void itReadsItsTablesTopicsFromNowOn() {
        assertThat(feed.plan("x").topics())
                .containsExactlyInAnyOrder("mcm.db.planes", "mcm.db.pushes");
        assertThatThrownBy(() -> new RowFeed(Set.of(Table.LEASES), RowListener.waking(() -> {})))
                .hasMessageStartingWith("table LEASES (expected: one of [");
    }

    @Test
    void anEventSaysWhichRowHowAndWhere() throws Exception {
        handle(
                Table.PUSHES,
                event(Table.PUSHES, 3, 7, 2, "d", "p")
                        .setOp(Op.OP_UPDATE)
                        .addAfter(Column.newBuilder().setName("wanted_version").setIntValue(4))
                        .addAfter(Column.newBuilder().setName("error")));

        assertThat(heard)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.table()).isEqualTo(Table.PUSHES);
                    assertThat(event.key()).containsExactly("d", "p");
                    assertThat(event.deleted()).isFalse();
                    assertThat(event.position().epoch().value()).isEqualTo(3);
                    assertThat(event.position().end().value()).isEqualTo(7);
                    assertThat(event.position().index()).isEqualTo(2);
                    assertThat(event.after("wanted_version")).contains("4");
                    assertThat(event.after("error")).isEmpty();
                });
    }

    @Test
    void ofAKeyThatALaterReleaseHasMadeLongerTheKnownColumnsCount() throws Exception {
        ChangeEvent.Builder longer =
                event(Table.PUSHES, 1, 1, 0)
                        .addKey(column("zone", "z"))
                        .addKey(column("deployment_id", "d"))
                        .addKey(column("plane_id", "p"));
        handle(Table.PUSHES, longer);
        handle(Table.PUSHES, longer.setIndex(1).setOp(Op.OP_DELETE));

        assertThat(heard).extracting(RowEvent::key).containsOnly(List.of("d", "p"));
        assertThat(heard)
                .as("another row with the same known columns may be left")
                .extracting(RowEvent::deleted)
                .containsExactly(false, false);
    }

    @Test
    void whatALaterReleaseAddsKeepsNoChangeFromBeingHeard() throws Exception {
        byte[] later =
                event(Table.PUSHES, 1, 1, 0, "d", "p")
                        .setOpValue(77)
                        .addAfter(column("new_column", "n"))
                        .addAfter(Column.newBuilder().setName("new_sort_of_value"))
                        .setUnknownFields(
                                UnknownFieldSet.newBuilder()
                                        .addField(
                                                999,
                                                UnknownFieldSet.Field.newBuilder()
                                                        .addVarint(1)
                                                        .build())
                                        .build())
                        .build()
                        .toByteArray();
        feed.handle(new TailBatch(List.of(record(Table.PUSHES, later)), Map.of()));

        assertThat(heard)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.deleted()).isFalse();
                    assertThat(event.after("new_column")).contains("n");
                });
    }

    @Test
    void tombstonesAreNoChanges() throws Exception {
        feed.handle(new TailBatch(List.of(record(Table.PLANES, null)), Map.of()));
        assertThat(heard).isEmpty();
    }

    @Test
    void whateverPartOfABatchComesAgainEachChangeIsGivenOnceAndInOrder() throws Exception {
        for (long seed = 0; seed < 200; seed++) {
            RandomGenerator random = RandomSource.seeded(seed);
            List<RowEvent> got = new ArrayList<>();
            RowFeed some = new RowFeed(Set.of(Table.PLANES), hearing(got::add));
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                all.add(
                        record(
                                Table.PLANES,
                                event(Table.PLANES, 1 + i / 12, 1 + i % 12 / 3, i % 3, "p" + i)
                                        .build()
                                        .toByteArray()));
            }
            int handled = 0;
            while (handled < all.size()) {
                int from = random.nextInt(handled + 1);
                int to = handled + 1 + random.nextInt(all.size() - handled);
                some.handle(new TailBatch(all.subList(from, to), Map.of()));
                handled = to;
            }
            assertThat(got)
                    .as("seed %d", seed)
                    .extracting(event -> event.key().getFirst())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 30).mapToObj(i -> "p" + i).toList());
        }
    }

    @Test
    void aChangeDuringWhichTheListenerFailsComesAgain() throws Exception {
        List<String> got = new ArrayList<>();
        RowFeed failing =
                new RowFeed(
                        Set.of(Table.PLANES),
                        hearing(event -> {
                            got.add(event.key().getFirst());
                            if (got.size() == 1) {
                                throw new IllegalStateException("first");
                            }
                        }));
        TailBatch batch =
                new TailBatch(
                        List.of(
                                record(
                                        Table.PLANES,
                                        event(Table.PLANES, 1, 1, 0, "p").build().toByteArray())),
                        Map.of());
        assertThatThrownBy(() -> failing.handle(batch)).hasMessage("first");
        failing.handle(batch);
        failing.handle(batch);
        assertThat(got).containsExactly("p", "p");
    }

    @Test
    void whatIsNoEventOfItsTopicsTableIsPoison() {
        assertPoison(record(Table.PLANES, new byte[] {1, 2, 3}), "is not a change event");
        assertPoison(
                record(Table.PLANES, event(Table.PUSHES, 1, 1, 0, "d").build().toByteArray()),
                "table 'pushes' (expected: planes)");
        assertPoison(
                record(Table.PUSHES, event(Table.PUSHES, 1, 1, 0, "d").build().toByteArray()),
                "key of pushes: [deployment_id] (expected: [deployment_id, plane_id])");
        assertPoison(
                record(Table.DEPLOYMENTS, new byte[0]), "topic 'mcm.db.deployments' (expected: ");
    }

    @Test
    void whereChangesMayHaveBeenMissedTheListenerReadsAgain() throws Exception {
        feed.begins(Set.of("mcm.db.planes", "mcm.db.pushes"));
        assertThat(resyncs).as("begun").isEqualTo(1);

        handle(Table.PLANES, event(Table.PLANES, 3, 5, 0, "p"));
        assertThat(resyncs).as("which generation it is was not known").isEqualTo(2);
        handle(Table.PLANES, event(Table.PLANES, 3, 6, 0, "p"));
        assertThat(resyncs).isEqualTo(2);

        handle(Table.PLANES, event(Table.PLANES, 4, 7, 0, "p"));
        assertThat(resyncs).as("a new generation").isEqualTo(3);
        handle(Table.PUSHES, event(Table.PUSHES, 3, 6, 0, "d", "p"));
        handle(Table.PUSHES, event(Table.PUSHES, 4, 7, 1, "d", "p"));
        assertThat(resyncs).as("which the other table comes to later").isEqualTo(3);

        feed.begins(Set.of("mcm.db.pushes"));
        assertThat(resyncs).as("records were gone").isEqualTo(4);
        assertThat(heard).hasSize(5);
    }

    @Test
    void aTopicThatWasMadeAnewIsHeardFromWhereverItBegins() throws Exception {
        handle(Table.PLANES, event(Table.PLANES, 3, 5, 0, "p"));
        feed.begins(Set.of("mcm.db.planes"));
        handle(Table.PLANES, event(Table.PLANES, 2, 1, 0, "p"));
        assertThat(heard).hasSize(2);
    }

    private static RowListener hearing(Consumer<RowEvent> changed) {
        return new RowListener() {
            @Override
            public void changed(RowEvent event) {
                changed.accept(event);
            }

            @Override
            public void resync() {}
        };
    }

    private void assertPoison(ConsumerRecord<byte[], byte[]> record, String why) {
        assertThatThrownBy(() -> feed.handle(new TailBatch(List.of(record), Map.of())))
                .isInstanceOf(PoisonException.class)
                .hasMessageContaining(why);
    }

    private void handle(Table table, ChangeEvent.Builder event) throws Exception {
        feed.handle(new TailBatch(List.of(record(table, event.build().toByteArray())), Map.of()));
    }

    @SuppressWarnings("NullAway") // a record without a value is a tombstone
    private static ConsumerRecord<byte[], byte[]> record(Table table, byte[] value) {
        return new ConsumerRecord<>(TopicSpecs.changes(table).name(), 0, 0, new byte[0], value);
    }

    private static ChangeEvent.Builder event(
            Table table, long epoch, long end, int index, String... key) {
        ChangeEvent.Builder event =
                ChangeEvent.newBuilder()
                        .setTable(table.text())
                        .setEpoch(epoch)
                        .setEndLsn(end)
                        .setIndex(index)
                        .setOp(Op.OP_INSERT);
        for (int i = 0; i < key.length; i++) {
            event.addKey(column(table.key().get(i), key[i]));
        }
        return event;
    }

    private static Column column(String name, String value) {
        return Column.newBuilder().setName(name).setStringValue(value).build();
    }
}
