package dev.mcm.scheduler;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.ConfigReader;
import dev.mcm.shared.service.ServiceRunner;
import dev.mcm.testkit.docs.ReferencePages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerConfigTest {
    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify("scheduler.md", ServiceRunner.describeConfig(SchedulerApp.SERVICE));
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        Map<String, String> env =
                Map.of("MCM_SCHEDULER_RESYNC", "never", "MCM_SCHEDULER_LEASE_TTL", "1ms");
        assertThatThrownBy(
                        () -> ConfigReader.forService("scheduler", env).read(SchedulerConfig::read))
                .hasMessageContaining("MCM_SCHEDULER_POSTGRES_URL")
                .hasMessageContaining("MCM_SCHEDULER_RESYNC")
                .hasMessageContaining("MCM_SCHEDULER_LEASE_TTL");
    }
}
