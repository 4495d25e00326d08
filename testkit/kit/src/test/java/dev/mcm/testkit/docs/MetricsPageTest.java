package dev.mcm.testkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.metrics.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    @Test
    void thePageListsOwnMetersOnceEach() {
        try (Metrics metrics = new Metrics("gsm")) {
            Timer.builder("mcm.gsm.rounds")
                    .description("Rounds")
                    .tag("outcome", "ok")
                    .register(metrics.registry());
            Timer.builder("mcm.gsm.rounds")
                    .description("Rounds")
                    .tag("outcome", "failed")
                    .register(metrics.registry());
            Counter.builder("mcm.gsm.bytes")
                    .description("Bytes read")
                    .baseUnit("bytes")
                    .register(metrics.registry());

            assertThat(MetricsPage.markdown("gsm", metrics.registry()).lines().skip(4))
                    .containsExactly(
                            "| meter | type | unit | tags | meaning |",
                            "|---|---|---|---|---|",
                            "| `mcm.gsm.bytes` | counter | bytes |  | Bytes read |",
                            "| `mcm.gsm.rounds` | timer | seconds | `outcome` | Rounds |");
        }
    }
}
