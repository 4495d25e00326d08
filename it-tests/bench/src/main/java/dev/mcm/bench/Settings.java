package dev.mcm.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The settings of a run by name, in the order they are printed. Immutable.
public final class Settings {

    private final Map<String, String> values;

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    public static Settings none() {
        return new Settings(new LinkedHashMap<>());
    }

    public Settings with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value.toString());
        return new Settings(more);
    }

    /// Takes `--name value` pairs over these defaults.
    ///
    /// @throws IllegalArgumentException for a name without a default or a name without a value
    Settings override(String... arguments) {
        Settings result = this;
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "setting " + arguments[i] + " (expected: one of " + names() + ")");
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "setting " + arguments[i] + ": no value (expected: one behind it)");
            }
            result = result.with(name, arguments[i + 1]);
        }
        return result;
    }

    Set<String> names() {
        return values.keySet();
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "setting " + name + " (expected: one of " + names() + ")");
        }
        return value;
    }

    /// @throws IllegalArgumentException when it is not a whole number of at least 1
    public int count(String name) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Refused below.
        }
        throw new IllegalArgumentException(
                "--" + name + " " + text(name) + " (expected: a whole number of at least 1)");
    }

    Map<String, String> values() {
        return values;
    }
}
