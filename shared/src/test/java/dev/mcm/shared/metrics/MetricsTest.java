package dev.mcm.shared.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void twoServicesInOneProcessHaveTheirOwnMeters() {
        try (Metrics one = new Metrics("one");
                Metrics two = new Metrics("two")) {
            one.registry().counter("mcm.things").increment();

            assertThat(one.scrape()).contains("mcm_things_total{service=\"one\"} 1.0");
            assertThat(two.scrape()).doesNotContain("mcm_things_total");
        }
    }
}
