package dev.mcm.gns.adapter.debezium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.gns.core.SlotName;
import dev.mcm.shared.config.PostgresConfig;
import dev.mcm.shared.config.Secret;
import dev.mcm.shared.id.Epoch;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class DebeziumSettingsTest {
    @Test
    void theAddressOfTheDatabaseIsTakenFromItsUrl() {
        assertThat(JdbcAddress.parse("jdbc:postgresql://db:6432/mcm"))
                .isEqualTo(new JdbcAddress("db", "6432", "mcm", Map.of()));
        assertThat(JdbcAddress.parse("jdbc:postgresql://db/mcm").port()).isEqualTo("5432");
        assertThat(JdbcAddress.parse("jdbc:postgresql://[::1]/mcm").hostname()).isEqualTo("[::1]");
        assertThat(JdbcAddress.parse("jdbc:postgresql://[::1]:7/mcm").port()).isEqualTo("7");
    }

    @Test
    void theHostsOfAClusterAndTheDriversParametersAreHandedOver() {
        JdbcAddress address =
                JdbcAddress.parse(
                        "jdbc:postgresql://a:1,b:2,c:3/mcm?sslmode=verify-full&sslrootcert=%2Fca.pem");
        assertThat(address.hostname()).isEqualTo("a:1,b:2,c");
        assertThat(address.port()).isEqualTo("3");
        assertThat(settings("jdbc:postgresql://a/mcm?sslmode=require"))
                .containsEntry("driver.sslmode", "require");
        assertThat(address.parameters()).containsEntry("sslrootcert", "/ca.pem");
    }

    @Test
    void anotherUrlIsRefused() {
        assertThatThrownBy(() -> JdbcAddress.parse("jdbc:postgresql:mcm"))
                .hasMessageContaining("'jdbc:postgresql:mcm'");
    }

    @Test
    void theSlotIsTheOnlyMemoryAndEveryStartIsOurs() {
        assertThat(settings("jdbc:postgresql://a/mcm"))
                .containsEntry("slot.name", "mcm_gns_test_g4")
                .containsEntry(
                        "offset.storage",
                        "org.apache.kafka.connect.storage.MemoryOffsetBackingStore")
                .containsEntry("snapshot.mode", "no_data")
                .containsEntry("publication.autocreate.mode", "disabled")
                .containsEntry("slot.drop.on.stop", "false")
                .containsEntry("errors.max.retries", "0")
                .containsEntry("poll.interval.ms", "5")
                .doesNotContainKey("skipped.operations");
    }

    private static Properties settings(String url) {
        var postgres = new PostgresConfig(url, "u", new Secret("p"), 2, Duration.ofSeconds(5));
        var slot = new SlotName("test", new Epoch(4));
        return DebeziumSettings.of(postgres, slot, Duration.ofMillis(5));
    }
}
