package dev.mcm.gns.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Op;
import dev.mcm.gns.core.GenerationReason;
import dev.mcm.gns.core.NotifierState;
import dev.mcm.gns.core.Position;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotPolicy;
import dev.mcm.gns.core.WalStatus;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.shared.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class NotifierTest {
    private static final SlotName FIRST = new SlotName("test", new Epoch(1));
    private static final SlotName SECOND = new SlotName("test", new Epoch(2));

    private final FakeCatalog catalog = new FakeCatalog();
    private final FakeLog log = new FakeLog();
    private final FakeSource source = new FakeSource();
    private final RecordingMeters meters = new RecordingMeters();
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final AtomicInteger wakes = new AtomicInteger();
    private Optional<Epoch> reign = Optional.of(new Epoch(1));
    private final Notifier notifier =
            new Notifier(
                    new Notifier.Ports(() -> reign, catalog, log, source, meters),
                    new SlotPolicy("test", Set.of("planes")),
                    time,
                    wakes::incrementAndGet);

    @Test
    void theFirstStartMakesASlotPublishesAllRowsAndStreams() throws Exception {
        catalog.rows.add(ChangeEvent.newBuilder().setTable("planes").setOp(Op.OP_READ).build());
        notifier.run();
        assertThat(catalog.registered)
                .singleElement()
                .satisfies(slot -> assertThat(slot.name()).isEqualTo(FIRST));
        assertThat(log.events())
                .singleElement()
                .satisfies(event -> assertThat(event.getOp()).isEqualTo(Op.OP_READ));
        assertThat(log.position).contains(new Position(new Epoch(1), new Lsn(1_000)));
        assertThat(log.topics).containsExactly("planes");
        assertThat(source.started)
                .singleElement()
                .satisfies(stream -> assertThat(stream.slot).isEqualTo(FIRST));
        assertThat(meters.generations).containsExactly(GenerationReason.FIRST);
        assertThat(meters.state).isEqualTo(NotifierState.STREAMING);
        assertThat(notifier.whyNotReady()).isEmpty();
    }

    @Test
    void aStandbyTouchesNothingAndIsReady() throws Exception {
        reign = Optional.empty();
        notifier.run();
        assertThat(log.opened).isZero();
        assertThat(catalog.slots).isEmpty();
        assertThat(notifier.whyNotReady()).isEmpty();
        assertThat(meters.state).isEqualTo(NotifierState.STANDBY);
    }

    @Test
    void aLostLeaseEndsStreaming() throws Exception {
        notifier.run();
        reign = Optional.empty();
        notifier.run();
        assertThat(source.started.getFirst().closed).isTrue();
        assertThat(log.openSessions).isZero();
    }

    @Test
    void aStreamThatEndsWakesTheLoopAndIsStartedAgainFromTheSameSlot() throws Exception {
        notifier.run();
        source.started.getFirst().end("server closed the connection");
        assertThat(wakes).hasValue(1);
        assertThatThrownBy(notifier::run).hasMessageContaining("server closed the connection");
        assertThat(notifier.whyNotReady())
                .hasValueSatisfying(why -> assertThat(why).contains("server closed"));
        notifier.run();
        assertThat(source.started).extracting(stream -> stream.slot).containsExactly(FIRST, FIRST);
        assertThat(meters.restarts).isEqualTo(1);
        assertThat(log.openSessions).isEqualTo(1);
    }

    @Test
    void aDroppedSlotIsNoticedAndReplacedByALargerEpoch() throws Exception {
        notifier.run();
        catalog.slots.clear();
        assertThatThrownBy(notifier::run).hasMessageContaining("dropped");
        notifier.run();
        assertThat(source.started.getLast().slot).isEqualTo(SECOND);
        assertThat(meters.generations)
                .containsExactly(GenerationReason.FIRST, GenerationReason.SLOT_MISSING);
        assertThat(log.position)
                .hasValueSatisfying(
                        position -> assertThat(position.epoch()).isEqualTo(new Epoch(2)));
    }

    @Test
    void aLostSlotIsReplacedAndThenDropped() throws Exception {
        notifier.run();
        catalog.put(FIRST, WalStatus.LOST, null, new Lsn(1_000));
        assertThatThrownBy(notifier::run).hasMessageContaining("lost");
        notifier.run();
        assertThat(catalog.slots).containsOnlyKeys(SECOND);
        assertThat(source.started.getLast().slot).isEqualTo(SECOND);
    }

    @Test
    void aGenerationThatCouldNotBeRegisteredIsAbandonedForALargerOne() throws Exception {
        catalog.failsToRegister = true;
        assertThatThrownBy(notifier::run).hasMessageContaining("lease lost");
        assertThat(log.openSessions).isZero();
        catalog.failsToRegister = false;
        notifier.run();
        assertThat(source.started)
                .singleElement()
                .satisfies(stream -> assertThat(stream.slot).isEqualTo(SECOND));
        assertThat(catalog.slots).containsOnlyKeys(SECOND);
    }

    @Test
    void anOutageOfTheDatabaseWhileStreamingDoesNotEndTheStream() throws Exception {
        notifier.run();
        catalog.down = true;
        assertThatThrownBy(notifier::run).hasMessageContaining("down");
        catalog.down = false;
        notifier.run();
        assertThat(source.started).hasSize(1);
        assertThat(source.started.getFirst().closed).isFalse();
    }

    @Test
    void aMissingPublicationIsSaidByReadinessAndHealsByItself() throws Exception {
        catalog.published = null;
        notifier.run();
        assertThat(notifier.whyNotReady())
                .hasValueSatisfying(why -> assertThat(why).contains("publication mcm_gns"));
        assertThat(log.openSessions).isZero();
        catalog.published = Set.of("planes");
        notifier.run();
        assertThat(notifier.whyNotReady()).isEmpty();
    }

    @Test
    void aTableThatJoinsThePublicationGetsItsTopic() throws Exception {
        notifier.run();
        catalog.published = Set.of("planes", "deployments");
        assertThatThrownBy(notifier::run).hasMessageContaining("publication");
        notifier.run();
        assertThat(log.topics).containsExactly("deployments", "planes");
    }

    @Test
    void aWalsenderThatIsGoneForThreeLooksEndsTheStream() throws Exception {
        notifier.run();
        notifier.run();
        notifier.run();
        assertThatThrownBy(notifier::run).hasMessageContaining("nobody uses slot");
    }

    @Test
    void heartbeatsAreSentOnlyWhenWalPilesUpAndNotTooOften() throws Exception {
        notifier.run();
        used();
        notifier.run();
        assertThat(catalog.heartbeats).isZero();
        catalog.current = new Lsn(1_000 + Heartbeats.PILE_BYTES + 1);
        notifier.run();
        notifier.run();
        assertThat(catalog.heartbeats).isEqualTo(1);
        time.advance(Duration.ofSeconds(10));
        notifier.run();
        assertThat(catalog.heartbeats).isEqualTo(2);
    }

    @Test
    void closingEndsTheStream() throws Exception {
        notifier.run();
        notifier.close();
        assertThat(source.started.getFirst().closed).isTrue();
        assertThat(log.openSessions).isZero();
    }

    private void used() {
        catalog.put(FIRST, WalStatus.RESERVED, 4, new Lsn(1_000));
    }
}
