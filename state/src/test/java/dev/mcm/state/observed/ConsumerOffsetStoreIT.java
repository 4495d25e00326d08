package dev.mcm.state.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.Epoch;
import dev.mcm.state.Database;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.TestServer;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConsumerOffsetStoreIT {
    private static final String TOPIC = "mcm.plane.state.aws-1";
    private static final Epoch OLD = new Epoch(4);
    private static final Epoch NEW = new Epoch(5);

    private final ConsumerOffsetStore store = new ConsumerOffsetStore();
    private final Database gsm = TestServer.shared().observed("gsm");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void aPartitionThatNobodyHasReadBeginsAtZeroAndMovesOn() {
        assertThat(claim(OLD)).isZero();

        advance(0, 10, OLD);
        advance(10, 10, OLD);
        advance(10, 12, OLD);

        assertThat(claim(OLD)).as("claimed again by the same epoch").isEqualTo(12);
        List<ConsumerOffset> rows = gsm.read(tx -> store.ofTopic(tx, TOPIC));
        assertThat(rows)
                .extracting(ConsumerOffset::nextOffset, ConsumerOffset::ownerEpoch)
                .containsExactly(tuple(12L, OLD));
    }

    @Test
    void anOwnerThatWasReplacedIsFencedAndItsRowsAreNotKept() {
        claim(OLD);
        advance(0, 10, OLD);
        assertThat(claim(NEW)).isEqualTo(10);

        assertFenced(() ->
                gsm.writeVoid(tx -> {
                    new OpenSnapshotStore().open(tx, new OpenSnapshotRow(Samples.AWS, 2, OLD, 1));
                    store.advance(tx, new TopicRange(TOPIC, 0, 10, 20), OLD);
                }));

        List<OpenSnapshotRow> open =
                gsm.read(tx -> new OpenSnapshotStore().onPlane(tx, Samples.AWS));
        assertThat(open).isEmpty();
        advance(10, 11, NEW);
    }

    @Test
    void anOlderEpochCannotClaimBack() {
        claim(NEW);

        assertFenced(() -> claim(OLD));
    }

    @Test
    void aStepFromAnotherOffsetIsRefused() {
        claim(OLD);
        advance(0, 10, OLD);

        assertFenced(() -> advance(0, 10, OLD));
        assertFenced(() -> advance(11, 12, OLD));
    }

    @Test
    void aForgottenTopicBeginsAtZero() {
        claim(OLD);
        advance(0, 10, OLD);

        assertThat(gsm.<Integer>write(tx -> store.delete(tx, TOPIC))).isOne();
        assertThat(claim(OLD)).isZero();
    }

    private long claim(Epoch owner) {
        return gsm.write(tx -> store.claim(tx, TOPIC, 0, owner));
    }

    private void advance(long expected, long next, Epoch owner) {
        gsm.writeVoid(tx -> store.advance(tx, new TopicRange(TOPIC, 0, expected, next), owner));
    }

    private static void assertFenced(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_LEADER));
    }
}
