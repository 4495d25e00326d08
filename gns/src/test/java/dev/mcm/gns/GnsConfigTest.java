package dev.mcm.gns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.service.ServiceRunner;
import dev.mcm.testkit.docs.ReferencePages;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GnsConfigTest {
    private static final Map<String, String> REQUIRED =
            Map.of(
                    "MCM_GNS_POSTGRES_URL", "jdbc:postgresql://localhost/mcm",
                    "MCM_GNS_POSTGRES_USER", "mcm_gns",
                    "MCM_GNS_POSTGRES_PASSWORD", "secret",
                    "MCM_GNS_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092");

    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify("gns.md", ServiceRunner.describeConfig(GnsApp.SERVICE));
    }

    @Test
    void defaultsFitOneInstallation() {
        GnsConfig config = read(Map.of());
        assertThat(config.environment()).isEqualTo("local");
        assertThat(config.pollInterval()).isEqualTo(Duration.ofMillis(5));
        assertThat(config.lease().ttl()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void anEnvironmentThatCannotBePartOfASlotNameIsRefused() {
        assertThatThrownBy(() -> read(Map.of("MCM_GNS_ENVIRONMENT", "eu-prod")))
                .hasMessageContaining("eu-prod")
                .hasMessageContaining("a-z");
    }

    private static GnsConfig read(Map<String, String> more) {
        Map<String, String> env = new HashMap<>(REQUIRED);
        env.putAll(more);
        return ConfigReader.forService("gns", env).read(GnsConfig::read);
    }
}
