package dev.mcm.shared.kafka;

/// A setting of a topic that MCM depends on.
public record TopicSetting(String name, String value, Check check) {
    /// What an existing topic must have.
    public enum Check {
        /// Exactly the value.
        EQUAL,
        /// A number not below the value; -1 means unlimited.
        AT_LEAST
    }

    static TopicSetting equal(String name, String value) {
        return new TopicSetting(name, value, Check.EQUAL);
    }

    static TopicSetting atLeast(String name, long value) {
        return new TopicSetting(name, Long.toString(value), Check.AT_LEAST);
    }

    boolean accepts(String actual) {
        return switch (check) {
            case EQUAL -> actual.equals(value);
            case AT_LEAST -> actual.equals("-1") || isAtLeast(actual);
        };
    }

    private boolean isAtLeast(String actual) {
        return actual.matches("\\d{1,18}") && Long.parseLong(actual) >= Long.parseLong(value);
    }

    String expectation() {
        return switch (check) {
            case EQUAL -> value;
            case AT_LEAST -> ">= " + value;
        };
    }
}
