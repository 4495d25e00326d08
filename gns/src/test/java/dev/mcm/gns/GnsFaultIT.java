package dev.mcm.gns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.postgres.EmbeddedPostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every change exactly once, in order, whatever dies. `-Dmcm.gns.kills=50` makes the run longer.
final class GnsFaultIT {
    private static final int KILLS = Integer.getInteger("mcm.gns.kills", 3);

    /// Events under which a run says little.
    private static final int ENOUGH = 1_000;

    private final long seed = Long.getLong("mcm.seed", RandomSource.secure().nextLong());
    private final RandomGenerator random = RandomSource.seeded(seed);
    private final GnsStack stack = new GnsStack(KafkaOptions.temporary());

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void killedHardAtAnyMomentUnderLoadNothingIsLostOrPublishedTwice() throws Exception {
        GnsStack.Instance gns = stack.startStreaming();
        try (ChangeTail tail =
                new ChangeTail(stack.kafka.bootstrap(), "plane_liveness", "plane_capacity")) {
            try (LoadWriter _ = load()) {
                for (int i = 0; i < KILLS; i++) {
                    tail.awaitMore();
                    Waiting.pause(Duration.ofMillis(random.nextInt(1_500)));
                    gns.process().killHard();
                    gns = stack.startStreaming();
                }
                awaitEnough(tail);
            }
            verify(tail);
        }
    }

    @Test
    void postgresKilledAndRestartedUnderLoadNothingIsLostOrPublishedTwice() throws Exception {
        EmbeddedPostgresServer postgres =
                stack.postgres.embeddedOrSkip("kills the Postgres server");
        stack.startStreaming();
        try (ChangeTail tail =
                new ChangeTail(stack.kafka.bootstrap(), "plane_liveness", "plane_capacity")) {
            try (LoadWriter _ = load()) {
                Waiting.pause(Duration.ofSeconds(1));
                postgres.restart();
                Waiting.pause(Duration.ofSeconds(2));
                postgres.killHard();
                postgres.restart();
                awaitEnough(tail);
            }
            verify(tail);
        }
    }

    @Test
    void kafkaRestartedUnderLoadNothingIsLostOrPublishedTwice() throws Exception {
        EmbeddedKafkaBroker kafka = stack.kafka.embeddedOrSkip("restarts the broker");
        stack.startStreaming();
        try (ChangeTail tail =
                new ChangeTail(stack.kafka.bootstrap(), "plane_liveness", "plane_capacity")) {
            try (LoadWriter _ = load()) {
                Waiting.pause(Duration.ofSeconds(1));
                kafka.restart();
                Waiting.pause(Duration.ofSeconds(3));
                awaitEnough(tail);
            }
            verify(tail);
        }
    }

    @Test
    void aFrozenInstanceThatWakesUpPublishesNothingTwice() throws Exception {
        GnsStack.Instance frozen = stack.startStreaming();
        GnsStack.Instance successor = stack.startGns();
        successor.awaitReady();
        try (ChangeTail tail =
                new ChangeTail(stack.kafka.bootstrap(), "plane_liveness", "plane_capacity")) {
            try (LoadWriter _ = load()) {
                Waiting.pause(Duration.ofSeconds(1));
                frozen.process().pause();
                successor.awaitStreaming();
                Waiting.pause(Duration.ofSeconds(1));
                frozen.process().resume();
                Waiting.pause(Duration.ofSeconds(4));
                awaitEnough(tail);
            }
            verify(tail);
            assertThat(frozen.process().isAlive()).isTrue();
            assertThat(successor.process().log())
                    .as("attempts to end the walsender of the frozen one")
                    .content()
                    .containsOnlyOnce("ending a walsender without a lease");
        }
    }

    /// However fast the machine writes.
    private static void awaitEnough(ChangeTail tail) {
        Waiting.until(ENOUGH + " events", GnsStack.READY, () -> tail.events().size() > ENOUGH);
    }

    private LoadWriter load() {
        System.out.println("seed " + seed);
        return new LoadWriter(stack.control(), RandomSource.seeded(seed + 1));
    }

    private void verify(ChangeTail tail) throws Exception {
        stack.execute(
                "INSERT INTO plane_liveness VALUES ('end', 'LIVE', 1, now())",
                "INSERT INTO plane_capacity VALUES ('end', 'H100', 0, '', 1, 1, 1, 1, 1, 1,"
                        + " now())");
        tail.awaitKey("plane_liveness", "end");
        tail.awaitKey("plane_capacity", "end/H100/0");
        List<ChangeEvent> events = tail.events();
        assertThat(lost(events)).as("seed %d: rows whose events are not 1..n", seed).isEmpty();
        assertThat(torn(events))
                .as("seed %d: transactions whose events are not 0..n", seed)
                .isEmpty();
        assertThat(events).extracting(ChangeEvent::getEpoch).containsOnly(1L);
        assertThat(events).hasSizeGreaterThan(ENOUGH);
        System.out.println("verified " + events.size() + " events");
    }

    /// Key to counters that arrived, for the keys where they are not 1, 2, ... up to the counter in
    /// the table.
    private Map<String, List<Long>> lost(List<ChangeEvent> events) throws SQLException {
        Map<String, List<Long>> arrived = new HashMap<>();
        events.forEach(event ->
                arrived.computeIfAbsent(
                                event.getTable() + " " + event.getKey(0).getStringValue(),
                                _ -> new ArrayList<>())
                        .add(counter(event)));
        Map<String, List<Long>> wrong = new TreeMap<>(arrived);
        expected("SELECT 'plane_liveness ' || plane_id, epoch FROM plane_liveness", arrived, wrong);
        expected("SELECT 'plane_capacity ' || plane_id, epoch FROM plane_capacity", arrived, wrong);
        return wrong;
    }

    private void expected(
            String sql, Map<String, List<Long>> arrived, Map<String, List<Long>> wrong)
            throws SQLException {
        try (Connection connection = stack.control().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                String key = rows.getString(1);
                List<Long> counters = arrived.getOrDefault(key, List.of());
                if (counters.equals(LongStream.rangeClosed(1, rows.getLong(2)).boxed().toList())) {
                    wrong.remove(key);
                } else {
                    wrong.put(key, counters);
                }
            }
        }
    }

    private static long counter(ChangeEvent event) {
        return event.getAfterList().stream()
                .filter(column -> column.getName().equals("epoch"))
                .mapToLong(Column::getIntValue)
                .findFirst()
                .orElse(-1);
    }

    /// End LSN to indexes, for the transactions of which not every event arrived once.
    private static Map<Long, List<Integer>> torn(List<ChangeEvent> events) {
        Map<Long, List<Integer>> indexes = new TreeMap<>();
        events.forEach(event ->
                indexes.computeIfAbsent(event.getEndLsn(), _ -> new ArrayList<>())
                        .add(event.getIndex()));
        indexes.values()
                .removeIf(found ->
                        found.stream()
                                .sorted()
                                .toList()
                                .equals(IntStream.range(0, found.size()).boxed().toList()));
        return indexes;
    }
}
