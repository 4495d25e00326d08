package dev.mcm.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AutoscalerMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AutoscalerMetrics metrics = new AutoscalerMetrics(meters);

    @Test
    void theGaugeOfAFormerLeaderDoesNotStandStill() {
        metrics.onDecided(3, Duration.ofMillis(1));
        assertThat(deployments()).isEqualTo(3);

        metrics.onStandby();

        assertThat(deployments()).isNaN();
    }

    private double deployments() {
        return meters.get("mcm.autoscaler.deployments").gauge().value();
    }
}
