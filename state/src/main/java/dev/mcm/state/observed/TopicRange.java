package dev.mcm.state.observed;

/// Records read of a partition: from `expected` up to but without `next`.
public record TopicRange(String topic, int part, long expected, long next) {
    public TopicRange {
        if (next < expected) {
            throw new IllegalArgumentException(
                    "next offset of "
                            + topic
                            + "/"
                            + part
                            + ": "
                            + next
                            + " (expected: >= "
                            + expected
                            + ")");
        }
    }
}
