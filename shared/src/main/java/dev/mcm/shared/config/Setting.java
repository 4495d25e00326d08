package dev.mcm.shared.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A key being read: rules, then one of [#orDefault], [#required] and [#optional], which reads it.
/// Problems are kept by the [ConfigReader]; reading goes on with the default or the example.
public final class Setting<T> {
    private final ConfigReader reader;
    private final ConfigKey key;
    private final ValueType<T> type;
    private final List<Constraint<? super T>> constraints = new ArrayList<>();

    Setting(ConfigReader reader, ConfigKey key, ValueType<T> type) {
        this.reader = reader;
        this.key = key;
        this.type = type;
    }

    /// Adds a rule.
    public Setting<T> must(Constraint<? super T> constraint) {
        constraints.add(constraint);
        return this;
    }

    /// The value, or `fallback` when the key is not set.
    public T orDefault(T fallback) {
        requireValid(fallback);
        return read(type.show().apply(fallback)).orElse(fallback);
    }

    /// The value; a problem when the key is not set.
    ///
    /// @param example a valid value, for the reference page
    public T required(T example) {
        requireValid(example);
        if (!reader.isSet(key)) {
            reader.problem(key.name(), "is not set (expected: " + expected() + ")");
        }
        return read("required, e.g. " + type.show().apply(example)).orElse(example);
    }

    /// The value, or nothing when the key is not set.
    public Optional<T> optional() {
        return read("none");
    }

    private Optional<T> read(String fallback) {
        Optional<T> value = reader.text(key).flatMap(this::parse);
        String effective = value.map(type.show()).orElse(fallback);
        reader.record(
                new ConfigEntry(
                        key.name(),
                        expected(),
                        fallback,
                        key.description(),
                        effective,
                        reader.isSet(key)));
        return value;
    }

    private Optional<T> parse(String text) {
        String shown = key.secret() ? Secret.MASK : text;
        try {
            T value = type.parse().apply(text);
            if (constraints.stream().allMatch(rule -> rule.holds().test(value))) {
                return Optional.of(value);
            }
        } catch (IllegalArgumentException e) {
            // Reported below together with broken rules: the reader of the message needs value and
            // expectation, not the parser's words.
        }
        reader.problem(key.name(), "'" + shown + "' (expected: " + expected() + ")");
        return Optional.empty();
    }

    private void requireValid(T value) {
        for (Constraint<? super T> rule : constraints) {
            if (!rule.holds().test(value)) {
                throw new IllegalStateException(
                        "default of "
                                + key.name()
                                + ": "
                                + type.show().apply(value)
                                + " (expected: "
                                + rule.expectation()
                                + ")");
            }
        }
    }

    private String expected() {
        StringBuilder text = new StringBuilder(type.name());
        constraints.forEach(rule -> text.append(", ").append(rule.expectation()));
        return text.toString();
    }
}
