package dev.mcm.state.observed;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.D1;
import static dev.mcm.state.fixture.Samples.GCP;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Database;
import dev.mcm.state.fixture.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ObservedObjectStoreIT {
    private static final int POD = 2;
    private static final int NODE = 3;

    private final ObservedObjectStore store = new ObservedObjectStore();
    private final OpenSnapshotStore snapshots = new OpenSnapshotStore();
    private final Database gsm = TestServer.shared().observed("gsm");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void aRowIsReadAsItWasWritten() {
        ObservedRow row = row(AWS, POD, "a", 1, 1);

        assertThat(upsert(row)).isOne();

        assertThat(onPlane(AWS)).containsExactly(row);
        List<ObservedRow> ofDeployment =
                TestServer.shared().observed("atc").read(tx -> store.ofDeployment(tx, D1));
        assertThat(ofDeployment).containsExactly(row);
    }

    @Test
    void anAgeStaysUntilAnotherIsWrittenWithTheRowOrAlone() {
        ReplicaAge starting = new ReplicaAge(ReplicaState.STARTING, NOW);
        ReplicaAge failing = new ReplicaAge(ReplicaState.FAILING, NOW.plusSeconds(1));
        upsert(aged(row(AWS, POD, "a", 1, 1), starting));
        assertThat(onPlane(AWS)).extracting(ObservedRow::age).containsExactly(starting);

        upsert(row(AWS, POD, "a", 1, 2));
        assertThat(onPlane(AWS)).extracting(ObservedRow::age).containsExactly(starting);

        ObservedRow.Key key = new ObservedRow.Key(AWS, POD, "a");
        assertThat(gsm.<Integer>write(tx -> store.age(tx, new TreeMap<>(Map.of(key, failing)))))
                .isOne();
        assertThat(onPlane(AWS)).containsExactly(aged(row(AWS, POD, "a", 1, 2), failing));
    }

    @Test
    void onlyANewerRecordReplacesARow() {
        ObservedRow current = row(AWS, POD, "a", 2, 5);
        upsert(current);

        assertThat(upsert(current)).as("the same").isZero();
        assertThat(upsert(row(AWS, POD, "a", 2, 4))).as("older").isZero();
        assertThat(upsert(row(AWS, POD, "a", 1, 9))).as("an older epoch").isZero();
        assertThat(onPlane(AWS)).containsExactly(current);

        ObservedRow restarted = row(AWS, POD, "a", 3, 1);
        assertThat(upsert(restarted)).isOne();
        assertThat(onPlane(AWS)).containsExactly(restarted);
    }

    @Test
    void ofManyRecordsOfAnObjectInABatchTheNewestCounts() {
        ObservedRow newest = row(AWS, POD, "a", 1, 3);

        assertThat(
                        upsert(
                                row(AWS, POD, "a", 1, 2),
                                newest,
                                row(AWS, POD, "a", 1, 1),
                                row(AWS, POD, "b", 1, 4)))
                .isEqualTo(2);

        assertThat(onPlane(AWS)).containsExactly(newest, row(AWS, POD, "b", 1, 4));
    }

    @Test
    void aGoneObjectStaysGoneWhenALateRecordComes() {
        upsert(row(AWS, POD, "a", 1, 1));
        upsert(gone(row(AWS, POD, "a", 1, 3)));

        upsert(row(AWS, POD, "a", 1, 2));

        assertThat(onPlane(AWS)).isEmpty();
    }

    @Test
    void goneObjectsAreForgottenAfterAWhile() {
        upsert(gone(row(AWS, POD, "a", 1, 3)), row(AWS, POD, "b", 1, 4));

        assertThat(gsm.<Integer>write(tx -> store.purgeGone(tx, NOW)))
                .as("not old enough")
                .isZero();
        assertThat(gsm.<Integer>write(tx -> store.purgeGone(tx, NOW.plusSeconds(1)))).isOne();
        assertThat(onPlane(AWS)).hasSize(1);
    }

    @Test
    void aSweepFindsWhatASnapshotDidNotList() {
        upsert(
                row(AWS, POD, "a", 1, 1),
                row(AWS, POD, "b", 1, 2),
                row(AWS, POD, "c", 1, 9),
                row(AWS, NODE, "n", 1, 3),
                row(GCP, POD, "g", 1, 1));
        OpenSnapshotRow snapshot = new OpenSnapshotRow(AWS, POD, new Epoch(1), 5);

        List<ObservedObjectStore.Swept> swept = gsm.write(tx -> store.sweep(tx, snapshot, NOW));

        assertThat(swept)
                .containsExactly(
                        new ObservedObjectStore.Swept("a", D1.value()),
                        new ObservedObjectStore.Swept("b", D1.value()));
        assertThat(onPlane(AWS)).extracting(row -> row.key().uid()).containsExactly("c", "n");
        assertThat(onPlane(GCP)).hasSize(1);
        upsert(row(AWS, POD, "a", 1, 4));
        assertThat(onPlane(AWS))
                .as("a record from before the snapshot")
                .extracting(row -> row.key().uid())
                .containsExactly("c", "n");
    }

    @Test
    void anySequenceOfBatchesEndsWithTheNewestRecordOfEachObject() {
        long seed = 42;
        Random random = new Random(seed);
        List<ObservedRow> records = new ArrayList<>();
        IntStream.range(0, 500)
                .forEach(seq ->
                        records.add(
                                row(AWS, POD, "u" + random.nextInt(40), 1 + seq / 250, 1 + seq)));
        List<ObservedRow> expected = Conflation.newest(records);

        Collections.shuffle(records, random);
        for (int from = 0; from < records.size(); from += 70) {
            List<ObservedRow> batch = records.subList(from, Math.min(from + 70, records.size()));
            gsm.writeVoid(tx -> store.upsert(tx, batch));
        }

        assertThat(onPlane(AWS)).isEqualTo(expected);
        Epoch newest = gsm.read(tx -> store.newestEpoch(tx, AWS));
        assertThat(newest).isEqualTo(new Epoch(2));
    }

    @Test
    void aPlaneIsForgottenWhole() {
        upsert(row(AWS, POD, "a", 1, 1), row(GCP, POD, "a", 1, 1));

        assertThat(gsm.<Integer>write(tx -> store.deletePlane(tx, AWS))).isOne();

        assertThat(onPlane(AWS)).isEmpty();
        assertThat(onPlane(GCP)).hasSize(1);
    }

    @Test
    void anOpenSnapshotIsRememberedUntilItIsClosed() {
        OpenSnapshotRow pods = new OpenSnapshotRow(AWS, POD, new Epoch(1), 5);
        OpenSnapshotRow again = new OpenSnapshotRow(AWS, POD, new Epoch(2), 1);
        OpenSnapshotRow nodes = new OpenSnapshotRow(AWS, NODE, new Epoch(1), 6);
        gsm.writeVoid(tx ->
                List.of(nodes, pods, again).forEach(snapshot -> snapshots.open(tx, snapshot)));

        List<OpenSnapshotRow> open = gsm.read(tx -> snapshots.onPlane(tx, AWS));
        assertThat(open).containsExactly(again, nodes);
        assertThat(gsm.<Boolean>write(tx -> snapshots.close(tx, AWS, POD))).isTrue();
        assertThat(gsm.<Boolean>write(tx -> snapshots.close(tx, AWS, POD))).isFalse();
    }

    private static ObservedRow row(PlaneId plane, int kind, String uid, long epoch, long seq) {
        ByteString body = ByteString.copyFromUtf8(uid + "@" + epoch + "." + seq);
        return new ObservedRow(
                new ObservedRow.Key(plane, kind, uid),
                new Epoch(epoch),
                seq,
                D1.value(),
                false,
                body,
                NOW,
                null);
    }

    private static ObservedRow aged(ObservedRow row, ReplicaAge age) {
        return new ObservedRow(
                row.key(),
                row.epoch(),
                row.seq(),
                row.deploymentId(),
                row.gone(),
                row.body(),
                row.observedAt(),
                age);
    }

    private static ObservedRow gone(ObservedRow row) {
        return new ObservedRow(
                row.key(),
                row.epoch(),
                row.seq(),
                row.deploymentId(),
                true,
                ByteString.EMPTY,
                row.observedAt(),
                row.age());
    }

    private int upsert(ObservedRow... rows) {
        return gsm.write(tx -> store.upsert(tx, List.of(rows)));
    }

    private List<ObservedRow> onPlane(PlaneId plane) {
        return gsm.read(tx -> store.onPlane(tx, plane));
    }
}
