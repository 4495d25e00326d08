package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.type.v1.PushState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PushStatesTest {
    private static final PlaneId P1 = new PlaneId("p1");
    private static final PlaneId P2 = new PlaneId("p2");

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final List<Set<PlaneId>> written = new ArrayList<>();
    private final PushStates states =
            new PushStates(said -> written.add(Set.copyOf(said.keySet())), time);

    private static PushState behind(int deployments) {
        return PushState.newBuilder().setBehind(deployments).build();
    }

    @Test
    void onlyWhatHasChangedIsWritten() {
        states.write(Map.of(P1, behind(1), P2, behind(2)));
        states.write(Map.of(P1, behind(1), P2, behind(3)));
        states.write(Map.of(P1, behind(1), P2, behind(3)));

        assertThat(written).containsExactly(Set.of(P1, P2), Set.of(P2));
    }

    @Test
    void whatHasNotChangedIsSaidAgainSoThatItsAgeTellsWhetherAnybodyLooks() {
        states.write(Map.of(P1, behind(1)));
        time.advance(PushStates.SAID_AGAIN_AFTER.minus(Duration.ofSeconds(1)));
        states.write(Map.of(P1, behind(1)));
        assertThat(written).hasSize(1);

        time.advance(Duration.ofSeconds(1));
        states.write(Map.of(P1, behind(1)));

        assertThat(written).containsExactly(Set.of(P1), Set.of(P1));
    }

    @Test
    void aPlaneThatWasLeftAndIsWorkedOnAgainIsSaidAtOnce() {
        states.write(Map.of(P1, behind(1)));
        states.write(Map.of());
        states.write(Map.of(P1, behind(1)));

        assertThat(written).hasSize(2);
    }
}
