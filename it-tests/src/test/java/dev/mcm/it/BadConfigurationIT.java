package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A service with a wrong configuration does not start, and says everything that is wrong with it
/// at once.
final class BadConfigurationIT {
    @ParameterizedTest
    @CsvSource({
        "ATC, dev.mcm.atc.AtcMain",
        "AUTOSCALER, dev.mcm.autoscaler.AutoscalerMain",
        "SCHEDULER, dev.mcm.scheduler.SchedulerMain",
        "GNS, dev.mcm.gns.GnsMain",
        "GSM, dev.mcm.gsm.GsmMain",
        "LSM, dev.mcm.lsm.LsmMain"
    })
    void aServiceReportsEveryProblemOfItsConfigurationAndExits(
            String service, String mainClass, @TempDir Path logs) throws Exception {
        String prefix = "MCM_" + service + "_";
        Map<String, String> environment =
                Map.of(prefix + "HTTP_PORT", "seventy", prefix + "HTPP_HOST", "127.0.0.1");
        try (ChildProcess process =
                JavaCommand.of(mainClass)
                        .environment(environment)
                        .log(logs.resolve("log"))
                        .start()) {
            int exit = process.exitCode().get(60, TimeUnit.SECONDS);

            assertThat(exit).isEqualTo(2);
            assertThat(process.logTail())
                    .contains(prefix + "HTTP_PORT", "seventy")
                    .contains(prefix + "HTPP_HOST", prefix + "HTTP_HOST")
                    .contains(prefix + "KAFKA_BOOTSTRAP_SERVERS");
        }
    }
}
