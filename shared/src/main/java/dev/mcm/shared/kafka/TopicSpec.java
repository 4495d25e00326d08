package dev.mcm.shared.kafka;

import java.util.List;

/// A topic as MCM creates it and expects to find it.
public record TopicSpec(String name, int partitions, List<TopicSetting> settings) {
    public TopicSpec {
        if (partitions < 1) {
            throw new IllegalArgumentException(
                    "partitions of " + name + ": " + partitions + " (expected: >= 1)");
        }
        settings = List.copyOf(settings);
    }
}
