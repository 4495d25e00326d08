package dev.mcm.testkit.kafka;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How to run an [EmbeddedKafkaBroker].
///
/// @param directory kept over restarts; null = a temporary one, deleted on close
/// @param port of the main listener on 127.0.0.1; 0 = a free one
/// @param planes workload planes that get a listener of their own behind a proxy that can be cut
/// @param ownProcess the broker runs in a JVM of its own, which can be killed hard; else in this
///   JVM, which is faster
/// @param settings broker settings that override the defaults
public record KafkaOptions(
        @Nullable Path directory,
        int port,
        List<String> planes,
        boolean ownProcess,
        Map<String, String> settings) {

    public KafkaOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(
                    "port: " + port + " (expected: 0, which is a free one, to 65535)");
        }
        planes = List.copyOf(planes);
        if (planes.stream().distinct().count() != planes.size()) {
            throw new IllegalArgumentException("planes: " + planes + " (expected: each once)");
        }
        settings = Map.copyOf(settings);
    }

    public static KafkaOptions temporary() {
        return new KafkaOptions(null, 0, List.of(), false, Map.of());
    }

    public static KafkaOptions keptIn(Path directory) {
        return new KafkaOptions(
                directory.toAbsolutePath().normalize(), 0, List.of(), false, Map.of());
    }

    public KafkaOptions withPort(int value) {
        return new KafkaOptions(directory, value, planes, ownProcess, settings);
    }

    public KafkaOptions withPlanes(List<String> value) {
        return new KafkaOptions(directory, port, value, ownProcess, settings);
    }

    public KafkaOptions inOwnProcess() {
        return new KafkaOptions(directory, port, planes, true, settings);
    }

    public KafkaOptions withSetting(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new KafkaOptions(directory, port, planes, ownProcess, more);
    }
}
