package dev.mcm.gsm.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mcm.gsm.core.RecordVersion;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.observed.ObservedRow;
import dev.mcm.state.observed.OpenSnapshotRow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ObjectCodecTest {
    private static final PlaneId PLANE = new PlaneId("aws-1");

    @Test
    void rowsOfAKindThatALaterVersionWroteAreLeftOut() {
        assertThat(ObjectCodec.toState(row(77))).isEmpty();
        assertThat(ObjectCodec.toState(row(2)))
                .hasValueSatisfying(state -> assertThat(state.key().uid()).isEqualTo("u"));
        assertThat(ObjectCodec.toOpen(new OpenSnapshotRow(PLANE, 77, new Epoch(1), 3))).isEmpty();
        assertThat(ObjectCodec.toOpen(new OpenSnapshotRow(PLANE, 2, new Epoch(1), 3)))
                .hasValueSatisfying(
                        open -> assertThat(open.begin()).isEqualTo(new RecordVersion(1, 3)));
    }

    private static ObservedRow row(int kind) {
        return new ObservedRow(
                new ObservedRow.Key(PLANE, kind, "u"),
                new Epoch(1),
                1,
                "",
                false,
                ByteString.EMPTY,
                Instant.EPOCH,
                null);
    }
}
