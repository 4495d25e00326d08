package dev.mcm.state.instancetype;

import static dev.mcm.state.fixture.Samples.H100;
import static dev.mcm.state.fixture.Samples.L4;
import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.state.Database;
import dev.mcm.state.fixture.TestServer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InstanceTypeStoreIT {
    private final InstanceTypeStore store = new InstanceTypeStore();
    private final Database atc = TestServer.shared().control("atc");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void aTypePutAgainReplacesTheOneBefore() {
        InstanceType l4 = new InstanceType(L4, 4000, 16_384, 1, 500, "L4", NOW);
        InstanceType h100 =
                new InstanceType(H100, 26_000, 200_000, 1, 1000, "H100", NOW.plusSeconds(1));
        atc.writeVoid(tx -> store.put(tx, l4));
        atc.writeVoid(tx -> store.put(tx, new InstanceType(H100, 1, 1, 0, 0, "", NOW)));

        atc.writeVoid(tx -> store.put(tx, h100));

        assertThat(atc.<List<InstanceType>>read(store::all)).containsExactly(h100, l4);
        assertThat(atc.<Optional<InstanceType>>read(tx -> store.find(tx, H100))).contains(h100);
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, H100))).isTrue();
        assertThat(atc.<Boolean>write(tx -> store.delete(tx, H100))).isFalse();
        assertThat(atc.<Optional<InstanceType>>read(tx -> store.find(tx, H100))).isEmpty();
    }
}
