package dev.mcm.state.slot;

import static dev.mcm.state.fixture.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.Lsn;
import dev.mcm.state.Database;
import dev.mcm.state.fixture.Samples;
import dev.mcm.state.fixture.TestServer;
import dev.mcm.state.organization.OrganizationStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SlotStoresIT {
    private final GnsSlotStore store = new GnsSlotStore();
    private final Database gns = TestServer.shared().control("gns");

    @BeforeEach
    void empty() {
        TestServer.shared().reset();
    }

    @Test
    void aSlotMadeAgainReplacesTheOneBefore() {
        GnsSlot other = new GnsSlot("another", new Epoch(1), "7312", new Lsn(1), NOW);
        GnsSlot again =
                new GnsSlot(
                        "mcm_gns",
                        new Epoch(2),
                        "7312",
                        Lsn.parse("FFFFFFFF/FFFFFFFF"),
                        NOW.plusSeconds(1));
        gns.writeVoid(
                tx -> store.put(tx, new GnsSlot("mcm_gns", new Epoch(1), "7312", new Lsn(1), NOW)));
        gns.writeVoid(tx -> List.of(other, again).forEach(slot -> store.put(tx, slot)));

        assertThat(gns.<List<GnsSlot>>read(store::all)).containsExactly(other, again);
        assertThat(gns.<Optional<GnsSlot>>read(tx -> store.find(tx, "mcm_gns"))).contains(again);
        assertThat(gns.<Boolean>write(tx -> store.delete(tx, "another"))).isTrue();
        assertThat(gns.<Optional<GnsSlot>>read(tx -> store.find(tx, "another"))).isEmpty();
    }

    @Test
    void theLagOfASlotGrowsWithWhatIsWritten() {
        String name = "lag_" + TestServer.shared().databases().databases().suffix();
        TestServer.shared()
                .execute("SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
        try {
            long before = lag(name).lagBytes();
            TestServer.shared()
                    .control("atc")
                    .writeVoid(tx -> new OrganizationStore().insert(tx, Samples.ACME));

            SlotLag after = lag(name);

            assertThat(after.lagBytes()).isGreaterThan(before);
            assertThat(after.retainedBytes()).isGreaterThanOrEqualTo(after.lagBytes());
            assertThat(after.active()).isFalse();
            assertThat(after.walStatus()).isEqualTo("reserved");
        } finally {
            TestServer.shared().execute("SELECT pg_drop_replication_slot('" + name + "')");
        }
    }

    private SlotLag lag(String name) {
        List<SlotLag> lags = gns.read(tx -> new SlotLagReader().read(tx));
        return lags.stream().filter(lag -> lag.name().equals(name)).findFirst().orElseThrow();
    }
}
