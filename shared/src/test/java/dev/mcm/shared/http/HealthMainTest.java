package dev.mcm.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.config.HttpConfig;
import dev.mcm.shared.lifecycle.HealthChecks;
import dev.mcm.shared.metrics.Metrics;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthMainTest {
    @Test
    void itIsAliveAsLongAsEveryLivenessCheckHoldsAndThePortIsOpen() throws IOException {
        AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
        HealthChecks checks = new HealthChecks();
        checks.alive("loop", trouble::get);
        checks.ready("loop", () -> Optional.of("never ready"));
        try (Metrics metrics = new Metrics("test")) {
            OperationsServer server =
                    new OperationsServer(new HttpConfig("127.0.0.1", 0), checks, metrics);
            server.start();
            int port = server.port();

            assertThat(HealthMain.isAlive(port)).isTrue();
            trouble.set(Optional.of("stuck"));
            assertThat(HealthMain.isAlive(port)).isFalse();
            trouble.set(Optional.empty());
            server.stop();
            assertThat(HealthMain.isAlive(port)).isFalse();
        }
    }

    @Test
    void thePortIsThatOfTheComponent() {
        assertThat(HealthMain.port(Map.of("MCM_COMPONENT", "gsm", "MCM_GSM_HTTP_PORT", "8123")))
                .isEqualTo(8123);
        assertThat(HealthMain.port(Map.of("MCM_COMPONENT", "gsm", "MCM_ATC_HTTP_PORT", "8123")))
                .isEqualTo(8080);
    }
}
