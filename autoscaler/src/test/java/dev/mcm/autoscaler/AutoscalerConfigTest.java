package dev.mcm.autoscaler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.service.ServiceRunner;
import dev.mcm.testkit.docs.ReferencePages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoscalerConfigTest {
    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify("autoscaler.md", ServiceRunner.describeConfig(AutoscalerApp.SERVICE));
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        Map<String, String> env =
                Map.of("MCM_AUTOSCALER_RESYNC", "never", "MCM_AUTOSCALER_LEASE_TTL", "1ms");
        assertThatThrownBy(() ->
                        ConfigReader.forService("autoscaler", env).read(AutoscalerConfig::read))
                .hasMessageContaining("MCM_AUTOSCALER_POSTGRES_URL")
                .hasMessageContaining("MCM_AUTOSCALER_RESYNC")
                .hasMessageContaining("MCM_AUTOSCALER_LEASE_TTL");
    }
}
