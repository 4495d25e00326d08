package dev.mcm.autoscaler.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.mcm.autoscaler.core.Checkpoint;
import dev.mcm.autoscaler.core.Hold;
import dev.mcm.autoscaler.core.Lowering;
import dev.mcm.autoscaler.core.Panic;
import dev.mcm.autoscaler.core.Peaks;
import dev.mcm.autoscaler.core.PlaneSeries;
import dev.mcm.autoscaler.core.ScaleState;
import dev.mcm.autoscaler.core.StartUp;
import dev.mcm.shared.id.PlaneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {
    private static final int RELEASED_AT = Long.BYTES;

    private static final Checkpoint CHECKPOINT =
            new Checkpoint(
                    new ScaleState(
                            7,
                            new Panic(1_000, 9),
                            Peaks.of(new long[] {900, 950}, new int[] {8, 3}),
                            new Lowering(800, 12),
                            1_001,
                            new StartUp(5, 20, 30, true, 40),
                            Map.of(
                                    new PlaneId("a"),
                                    new Hold(2, 3),
                                    new PlaneId("b"),
                                    new Hold(0, 1)),
                            995,
                            true),
                    Map.of(
                            new PlaneId("a"),
                            new Checkpoint.Mark(990, PlaneSeries.NEVER),
                            new PlaneId("c"),
                            new Checkpoint.Mark(1_000, 10)));

    @Test
    void whatIsEncodedIsDecoded() {
        assertThat(CheckpointCodec.decode(CheckpointCodec.encode(CHECKPOINT))).contains(CHECKPOINT);
        Checkpoint start = new Checkpoint(ScaleState.withoutMemory(1, 50), Map.of());
        assertThat(CheckpointCodec.decode(CheckpointCodec.encode(start))).contains(start);
    }

    /// And the version before reads ours so far: it does not look at what follows.
    @Test
    void checkpointOfTheVersionBeforeKnowsNotWhenReplicasWereReleased() {
        ByteString bytes = CheckpointCodec.encode(CHECKPOINT);
        assertThat(CheckpointCodec.decode(bytes.substring(0, bytes.size() - RELEASED_AT)))
                .contains(
                        new Checkpoint(
                                CHECKPOINT.state().withReleasedAt(PlaneSeries.NEVER),
                                CHECKPOINT.series()));
    }

    @Test
    void checkpointOfTheFirstVersionIsReadWithoutItsStartUp() {
        ByteString bytes = CheckpointCodec.encode(CHECKPOINT);
        int startUp = 3 * Long.BYTES + 1 + RELEASED_AT;
        ByteString before =
                ByteString.copyFrom(new byte[] {1})
                        .concat(bytes.substring(1, bytes.size() - startUp));
        assertThat(CheckpointCodec.decode(before))
                .contains(
                        new Checkpoint(
                                CHECKPOINT
                                        .state()
                                        .withStartUp(StartUp.at(5))
                                        .withReleasedAt(PlaneSeries.NEVER),
                                CHECKPOINT.series()));
    }

    @Test
    void damagedBytesAreNoCheckpoint() {
        ByteString bytes = CheckpointCodec.encode(CHECKPOINT);
        int versionBefore = bytes.size() - RELEASED_AT;
        for (int length = 0; length < bytes.size(); length++) {
            assertThat(CheckpointCodec.decode(bytes.substring(0, length)).isPresent())
                    .as("first %d bytes", length)
                    .isEqualTo(length == versionBefore);
        }
        assertThat(CheckpointCodec.decode(ByteString.copyFrom(new byte[] {9}).concat(bytes)))
                .isEmpty();
    }
}
