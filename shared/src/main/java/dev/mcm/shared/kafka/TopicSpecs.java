package dev.mcm.shared.kafka;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.table.Table;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.TopicConfig;

/// All topics of MCM; docs/concepts/topics.md explains them.
public final class TopicSpecs {
    /// Partitions of every plane's metrics topic.
    public static final int METRICS_PARTITIONS = 4;

    public static final String CHANGES_PREFIX = "mcm.db.";
    public static final String POSITION = "mcm.gns.position";
    public static final String DEAD_LETTERS_SUFFIX = ".dlq";

    private static final TopicSetting COMPACT =
            TopicSetting.equal(
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    private static final TopicSetting DELETE =
            TopicSetting.equal(
                    TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);

    private TopicSpecs() {}

    /// Row changes of a table.
    public static TopicSpec changes(Table table) {
        return changes(table.text());
    }

    /// Row changes of a table that this program may not know: GNS publishes what the publication
    /// has.
    public static TopicSpec changes(String table) {
        return new TopicSpec(CHANGES_PREFIX + table, 1, List.of(COMPACT));
    }

    /// How far GNS has published.
    public static TopicSpec position() {
        return new TopicSpec(POSITION, 1, List.of(COMPACT));
    }

    /// Observed objects of a plane.
    public static TopicSpec planeState(PlaneId plane) {
        return new TopicSpec(
                PlaneNames.stateTopic(plane),
                1,
                List.of(
                        COMPACT,
                        TopicSetting.equal(
                                TopicConfig.DELETE_RETENTION_MS_CONFIG,
                                millis(Duration.ofDays(1)))));
    }

    /// Traffic of a plane.
    public static TopicSpec planeMetrics(PlaneId plane) {
        return new TopicSpec(
                PlaneNames.metricsTopic(plane),
                METRICS_PARTITIONS,
                List.of(
                        DELETE,
                        TopicSetting.atLeast(
                                TopicConfig.RETENTION_MS_CONFIG, Duration.ofHours(2).toMillis())));
    }

    /// Records of `topic` that nobody can read.
    public static TopicSpec deadLetters(String topic) {
        return new TopicSpec(topic + DEAD_LETTERS_SUFFIX, 1, List.of(DELETE));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
