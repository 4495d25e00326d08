package dev.mcm.state.push;

import static dev.mcm.state.fixture.Samples.AWS;
import static dev.mcm.state.fixture.Samples.GCP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Transactions;
import dev.mcm.state.fixture.Stores;
import dev.mcm.type.v1.PushState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PushStateStoreIT {
    private static final PushState STATE =
            PushState.newBuilder().setReachable(true).setBehind(7).build();

    private final Stores stores = Stores.empty();
    private final PushStateStore store = new PushStateStore();
    private final Transactions atc = stores.as("atc");

    PushStateStoreIT() {
        stores.withPlanes(AWS, GCP);
    }

    private Optional<PushStateRow> find(PlaneId plane) {
        return atc.read(tx -> store.find(tx, plane));
    }

    private void write(Map<PlaneId, PushState> states) {
        atc.writeVoid(tx -> store.write(tx, states));
    }

    @Test
    void aStateIsReplacedAndSeenNow() {
        assertThat(find(AWS)).isEmpty();
        write(Map.of(AWS, PushState.getDefaultInstance(), GCP, STATE));
        PushStateRow first = find(AWS).orElseThrow();

        write(Map.of(AWS, STATE));

        PushStateRow second = find(AWS).orElseThrow();
        assertThat(second.state()).isEqualTo(STATE);
        assertThat(second.seenAt()).isAfter(first.seenAt());
        assertThat(second.isStale()).isFalse();
        assertThat(find(GCP).orElseThrow().state()).isEqualTo(STATE);
    }

    @Test
    void aPlaneThatIsGoneIsLeftOut() {
        write(Map.of(new PlaneId("gone"), STATE, AWS, STATE));

        assertThat(find(AWS)).isPresent();
        assertThat(find(new PlaneId("gone"))).isEmpty();
    }

    @Test
    void whatWasNotSaidForAWhileIsStale() {
        PushStateRow fresh = new PushStateRow(AWS, STATE, Instant.EPOCH, Duration.ofSeconds(45));
        PushStateRow old = new PushStateRow(AWS, STATE, Instant.EPOCH, Duration.ofSeconds(46));

        assertThat(fresh.isStale()).isFalse();
        assertThat(old.isStale()).isTrue();
    }
}
