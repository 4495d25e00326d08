package dev.mcm.gsm.core;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_POD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.state.observed.ReplicaAge;
import dev.mcm.testkit.seed.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The model against a map, on random histories of a plane.
final class PlaneModelPropertyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    static LongStream seeds() {
        return Seeds.stream(8);
    }

    private final Map<String, ObservedObject> truth = new HashMap<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void objectRecordsInAnyOrderAndNumberGiveTheSameTable(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PlaneLogScript log = new PlaneLogScript();
        churn(log, random, 400);
        List<PlaneRecord> shuffled = new ArrayList<>();
        log.records()
                .forEach(record ->
                        shuffled.addAll(Collections.nCopies(random.nextInt(1, 10), record)));
        Collections.shuffle(shuffled, Random.from(random));

        PlaneModel ordered = play(log.records());
        PlaneModel mixed = play(shuffled);

        assertThat(mixed.changes().objects()).isEqualTo(ordered.changes().objects());
        assertThat(live(mixed)).isEqualTo(truth);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void restartsOfTheLsmAndReplaysFromAnywhereLeaveNoGhostAndMissNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PlaneLogScript log = new PlaneLogScript();
        for (int life = 0; life < 6; life++) {
            changeUnseen(random);
            log.restart().snapshot(OBJECT_KIND_POD, truth.values().toArray(ObservedObject[]::new));
            churn(log, random, random.nextInt(80));
        }
        List<PlaneRecord> records = log.records();
        PlaneModel model = play(records);
        assertThat(live(model)).isEqualTo(truth);

        List<ObjectState> rows = model.changes().objects();
        Map<String, ReplicaAge> ages = new HashMap<>();
        model.changes().states().forEach((uid, state) -> ages.put(uid, new ReplicaAge(state, NOW)));
        assertThat(ages).hasSameSizeAs(truth);
        model.changesWritten(NOW);
        int from = random.nextInt(records.size());
        records.subList(from, records.size()).forEach(record -> model.apply(record, NOW));
        assertThat(model.changes().objects()).isEmpty();
        assertThat(model.changes().states()).isEmpty();

        PlaneModel restored = new PlaneModel(rows, ages, List.of());
        records.forEach(record -> restored.apply(record, NOW));
        assertThat(restored.changes().objects()).isEmpty();
        assertThat(restored.changes().states()).isEmpty();
        assertThat(live(restored)).isEqualTo(truth);
    }

    private void churn(PlaneLogScript log, SplittableRandom random, int steps) {
        for (int i = 0; i < steps; i++) {
            ObservedObject object = randomPod(random);
            if (random.nextInt(3) == 0) {
                log.delete(object);
                truth.remove(object.getUid());
            } else {
                log.upsert(object);
                truth.put(object.getUid(), object);
            }
        }
    }

    /// What happens while no LSM runs.
    private void changeUnseen(SplittableRandom random) {
        for (int i = 0; i < 10; i++) {
            ObservedObject object = randomPod(random);
            if (random.nextBoolean()) {
                truth.remove(object.getUid());
            } else {
                truth.put(object.getUid(), object);
            }
        }
    }

    private static ObservedObject randomPod(SplittableRandom random) {
        return PlaneLogScript.owned(
                PlaneLogScript.pod("p" + random.nextInt(30), "n" + random.nextInt(5), "Running"),
                "d-aaaaaaaaaa",
                1);
    }

    private static PlaneModel play(List<PlaneRecord> records) {
        PlaneModel model = new PlaneModel(List.of(), Map.of(), List.of());
        records.forEach(record -> model.apply(record, NOW));
        return model;
    }

    private static Map<String, ObservedObject> live(PlaneModel model) {
        Map<String, ObservedObject> live = new HashMap<>();
        model.live(OBJECT_KIND_POD).forEach(state -> live.put(state.key().uid(), state.body()));
        return live;
    }
}
