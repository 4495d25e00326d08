package dev.mcm.bench.gns;

import dev.mcm.bench.Settings;
import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicSpecs;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Bursts of the size that the settings say.
final class Bursts {
    private final Settings settings;
    private final KafkaClients clients;

    /// @param readings every event, as it was read
    /// @param committed event to the monotonic clock when its commit was answered
    /// @param transactions of Kafka
    /// @param refused batches that Kafka refused for the moment
    record Result(
            List<Readings.Reading> readings,
            Map<String, Long> committed,
            double transactions,
            double refused) {
        private static final double NANOS_PER_MS = 1_000_000;

        /// One line for the impatient.
        String text() {
            long[] sorted = nanos();
            Arrays.sort(sorted);
            return "p50 %.0f ms, p99 %.0f ms, max %.0f ms, %.0f transactions, %.0f refused"
                    .formatted(
                            sorted[sorted.length / 2] / NANOS_PER_MS,
                            sorted[sorted.length * 99 / 100] / NANOS_PER_MS,
                            sorted[sorted.length - 1] / NANOS_PER_MS,
                            transactions,
                            refused);
        }

        /// When the transaction of what was read committed, in nanoseconds of this process' clock.
        long committedAt(Readings.Reading reading) {
            return Objects.requireNonNull(committed.get(reading.event()), reading.event());
        }

        /// Commit to reader of every event.
        long[] nanos() {
            return readings.stream()
                    .mapToLong(reading -> reading.nanos() - committedAt(reading))
                    .toArray();
        }
    }

    Bursts(Settings settings, String kafka) {
        this.settings = settings;
        this.clients = KafkaClients.of(KafkaConfig.plain(kafka), "bench");
    }

    KafkaClients clients() {
        return clients;
    }

    Result through(GnsProcess gns, String keyPrefix) throws Exception {
        double transactions = gns.publications();
        long refused = gns.refused();
        int creations = settings.count("creations");
        Readings readings =
                Readings.of(
                        clients,
                        TopicSpecs.CHANGES_PREFIX,
                        keyPrefix,
                        creations * Creations.EVENTS);
        Map<String, Long> committed =
                new Creations(
                                gns.control(),
                                keyPrefix,
                                creations,
                                Duration.ofSeconds(settings.count("seconds")))
                        .write(settings.count("connections"));
        return new Result(
                readings.await(),
                committed,
                gns.publications() - transactions,
                gns.refused() - refused);
    }
}
