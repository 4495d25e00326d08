package dev.mcm.gsm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import java.io.IOException;
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

    @Test
    void aRecordThatLsmWritesIsAFact() {
        assertThat(PlaneRecordReader.read(GOOD)).isEqualTo(new PlaneRecordReader.Fact(GOOD));
    }

    @Test
    void recordsOfALaterVersionAreFactsOrLeftOutAndNeverPoison() throws IOException {
        Map<String, byte[]> later = LaterRecords.read();
        assertThat(read(later.get("heartbeat"))).isInstanceOf(PlaneRecordReader.Fact.class);
        assertThat(read(later.get("pod"))).isInstanceOf(PlaneRecordReader.Fact.class);
        for (String kind : List.of("upsert", "delete", "begin", "end")) {
            assertThat(read(later.get(kind + "-of-new-kind")))
                    .as(kind)
                    .isEqualTo(new PlaneRecordReader.Unknown("kind 77"));
        }
        assertThat(read(later.get("new-fact")))
                .isEqualTo(new PlaneRecordReader.Unknown("an unknown fact"));
    }

    private static PlaneRecordReader.Reading read(byte[] value) throws IOException {
        return PlaneRecordReader.read(PlaneRecord.parseFrom(value));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void everythingElseIsPoisonWithAReason(PlaneRecord record, String reason) {
        assertThatThrownBy(() -> PlaneRecordReader.read(record))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Object[]> poison() {
        ObservedObject pod = GOOD.getUpsert();
        return Stream.of(
                new Object[] {GOOD.toBuilder().setEpoch(0).build(), "epoch/seq: 0/1"},
                new Object[] {GOOD.toBuilder().clearUpsert().build(), "fact: not set"},
                new Object[] {upsert(pod.toBuilder().setUid("")), "uid: ''"},
                new Object[] {upsert(pod.toBuilder().setUid("a\0b")), "uid:"},
                new Object[] {
                    upsert(pod.toBuilder().setKind(ObjectKind.OBJECT_KIND_NODE)), "detail: POD"
                },
                new Object[] {upsert(pod.toBuilder().setKindValue(0)), "kind: OBJECT_KIND_UNSP"});
    }

    private static PlaneRecord upsert(ObservedObject.Builder object) {
        return GOOD.toBuilder().setUpsert(object).build();
    }
}
