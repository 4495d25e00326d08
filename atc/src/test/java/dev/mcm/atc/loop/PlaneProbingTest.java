package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.plane.FoundCluster;
import dev.mcm.atc.core.status.ProbePolicy;
import dev.mcm.atc.port.PlaneApiException;
import dev.mcm.atc.port.ProbeLog;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneProbe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Probes of a plane whose cluster is `uid-1`.
final class PlaneProbingTest {
    private static final PlaneId PLANE = new PlaneId("p1");
    private static final Instant NOW = Instant.EPOCH;

    private final FakePlaneApi api = new FakePlaneApi();
    private final PlaneGate gate = new PlaneGate();
    private final List<Boolean> written = new ArrayList<>();
    private final List<FoundCluster> identified = new ArrayList<>();
    private boolean writeFails;
    private Optional<PlaneProbe> last = Optional.empty();
    private final PlaneProbing probing = new PlaneProbing(PLANE, api, gate, new Log(), () -> NOW);

    private final class Log implements ProbeLog {
        @Override
        public Optional<PlaneProbe> find(PlaneId plane) {
            return last;
        }

        @Override
        public void write(PlaneProbe probe) {
            if (writeFails) {
                throw new IllegalStateException("no database");
            }
            written.add(probe.reachable());
            last = Optional.of(probe);
        }

        @Override
        public void probing(List<PlaneId> planes) {}

        @Override
        public PlaneIdentity identify(PlaneId plane, FoundCluster found, Instant now) {
            identified.add(found);
            return switch (found) {
                case FoundCluster.Named(String uid) ->
                        uid.equals("uid-1")
                                ? new PlaneIdentity(plane, IdentityState.KNOWN, uid, "", now)
                                : new PlaneIdentity(
                                        plane, IdentityState.CHANGED, "uid-1", "a stranger", now);
                case FoundCluster.Unreadable(String why) ->
                        new PlaneIdentity(plane, IdentityState.UNREADABLE, "", why, now);
            };
        }
    }

    private void ticks(int count) {
        for (int tick = 0; tick < count; tick++) {
            probing.tick();
        }
    }

    @Test
    void aPlaneThatAnswersIsOpenAndAskedForItsIdentityOnce() {
        ticks(3);

        assertThat(gate.mayPrune()).isTrue();
        assertThat(probing.identity()).isEqualTo(IdentityState.KNOWN);
        assertThat(written).containsExactly(true);
        assertThat(identified).hasSize(1);
    }

    @Test
    void oneMissedProbeClosesTheGateAndSeveralAreWritten() {
        ticks(1);
        api.down(true);

        ticks(1);
        assertThat(gate.isOpen()).isFalse();
        ticks(20);

        assertThat(written).containsExactly(true, false);
        api.down(false);
        ticks(1);
        assertThat(gate.isOpen()).isTrue();
        assertThat(written).containsExactly(true, false, true);
    }

    @Test
    void itsWordCountsOnceItIsKnownAndWrittenAndFromWhenItWasFound() {
        api.down(true);
        ticks(ProbePolicy.MISSES - 1);
        assertThat(probing.hasFoundSince(NOW)).as("too few misses to know").isFalse();

        ticks(1);
        assertThat(probing.hasFoundSince(NOW)).isTrue();
        assertThat(probing.hasFoundSince(NOW.plusNanos(1))).isFalse();
    }

    @Test
    void itsWordDoesNotCountBeforeItIsWritten() {
        writeFails = true;

        assertThatThrownBy(probing::tick).isInstanceOf(IllegalStateException.class);

        assertThat(probing.hasFoundSince(NOW)).isFalse();
        writeFails = false;
        ticks(1);
        assertThat(probing.hasFoundSince(NOW)).isTrue();
    }

    @Test
    void whatIsWrittenAlreadyIsNotWrittenAgain() {
        last = Optional.of(new PlaneProbe(PLANE, true, "", NOW));

        ticks(2);

        assertThat(written).isEmpty();
    }

    @Test
    void aStrangersAnswerIsNoAnswerOfThePlane() {
        api.is(new FoundCluster.Named("uid-2"));

        ticks(20);

        assertThat(gate.isOpen()).isFalse();
        assertThat(probing.identity()).isEqualTo(IdentityState.CHANGED);
        assertThat(written).containsExactly(false);
        assertThat(last.orElseThrow().message()).isEqualTo("a stranger");
        assertThat(identified).hasSize(20);
    }

    @Test
    void aKnownPlaneThatForTheMomentDoesNotSayWhoItIsStaysWhatItWas() {
        ticks(1);
        api.hostile((verb, _) -> {
            if (verb.equals("cluster")) {
                throw new PlaneApiException(PlaneApiException.Kind.REFUSED, "401", null);
            }
        });

        ticks(2);

        assertThat(gate.mayPrune()).isTrue();
        assertThat(probing.identity()).isEqualTo(IdentityState.KNOWN);
    }

    @Test
    void aPlaneThatMayNotBeReadIsServedAndNotPruned() {
        api.is(new FoundCluster.Unreadable("403"));

        ticks(1);

        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.mayPrune()).isFalse();
    }
}
