package dev.mcm.testkit.kafka;

import dev.mcm.testkit.server.ServerSource;
import dev.mcm.testkit.server.Skipped;

/// Brokers for tests, from where [ServerSource] says.
public final class TestKafka {
    private TestKafka() {}

    /// A broker without topics. Where there is none to be had, or the options need an embedded one
    /// (plane listeners, a kept directory), the test is skipped.
    public static KafkaBroker start(KafkaOptions options) {
        return switch (ServerSource.current()) {
            case ServerSource.Embedded _ -> EmbeddedKafkaBroker.start(options);
            case ServerSource.Containers containers -> {
                requirePlain(options);
                yield RemoteKafkaBroker.container(containers.kafkaImage(), options.settings());
            }
            case ServerSource.Addresses addresses -> {
                requirePlain(options);
                if (!options.settings().isEmpty()) {
                    throw Skipped.needsEmbedded("sets broker settings");
                }
                yield RemoteKafkaBroker.at(addresses.kafka());
            }
        };
    }

    private static void requirePlain(KafkaOptions options) {
        if (!options.planes().isEmpty()) {
            throw Skipped.needsEmbedded("cuts planes off from the broker");
        }
        if (options.directory() != null || options.ownProcess()) {
            throw Skipped.needsEmbedded("keeps the broker's directory or kills the broker");
        }
    }
}
