package dev.mcm.gsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlaneRecordReaderTest {
    private static final PlaneRecord GOOD =
            new PlaneLogScript()
                    .upsert(PlaneLogScript.pod("a", "n1", "Running"))
                    .records()
                    .getFirst();

    private final PlaneRecordReader reader = new PlaneRecordReader(PlaneLogScript.PLANE);

    @Test
    void aRecordOfThePlaneIsAFact() {
        assertThat(reader.read(GOOD.toByteArray())).isEqualTo(new PlaneRecordReader.Fact(GOOD));
    }

    @Test
    void aNullValueIsATombstone() {
        assertThat(reader.read(null)).isEqualTo(new PlaneRecordReader.Tombstone());
    }

    @Test
    void recordsOfALaterVersionAreFactsOrLeftOutAndNeverPoison() throws IOException {
        Map<String, byte[]> later = LaterRecords.read();
        assertThat(reader.read(later.get("heartbeat"))).isInstanceOf(PlaneRecordReader.Fact.class);
        assertThat(reader.read(later.get("pod"))).isInstanceOf(PlaneRecordReader.Fact.class);
        for (String kind : List.of("upsert", "delete", "begin", "end")) {
            assertThat(reader.read(later.get(kind + "-of-new-kind")))
                    .as(kind)
                    .isEqualTo(new PlaneRecordReader.Unknown("kind 77"));
        }
        assertThat(reader.read(later.get("new-fact")))
                .isEqualTo(new PlaneRecordReader.Unknown("an unknown fact"));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void everythingElseIsPoisonWithAReason(byte[] value, String reason) {
        assertThat(reader.read(value))
                .isInstanceOfSatisfying(
                        PlaneRecordReader.Poison.class,
                        poison -> assertThat(poison.reason()).contains(reason));
    }

    static Stream<Object[]> poison() {
        ObservedObject pod = GOOD.getUpsert();
        return Stream.of(
                new Object[] {"no protobuf".getBytes(StandardCharsets.UTF_8), "not a PlaneRecord"},
                new Object[] {
                    GOOD.toBuilder().setPlaneId("gcp-1").build().toByteArray(), "plane_id: 'gcp-1'"
                },
                new Object[] {GOOD.toBuilder().setEpoch(0).build().toByteArray(), "epoch/seq: 0/1"},
                new Object[] {
                    GOOD.toBuilder().clearUpsert().build().toByteArray(), "fact: not set"
                },
                new Object[] {upsert(pod.toBuilder().setUid("")), "uid: ''"},
                new Object[] {upsert(pod.toBuilder().setUid("a\0b")), "uid:"},
                new Object[] {
                    upsert(pod.toBuilder().setKind(ObjectKind.OBJECT_KIND_NODE)), "detail: POD"
                },
                new Object[] {upsert(pod.toBuilder().setKindValue(0)), "kind: OBJECT_KIND_UNSP"});
    }

    private static byte[] upsert(ObservedObject.Builder object) {
        return GOOD.toBuilder().setUpsert(object).build().toByteArray();
    }
}
