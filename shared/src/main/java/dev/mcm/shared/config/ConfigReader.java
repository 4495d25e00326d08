package dev.mcm.shared.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the configuration of one service from environment variables `MCM_<SERVICE>_<KEY>`. An
/// empty value counts as not set.
///
/// ```java
/// SchedulerConfig config = ConfigReader.forService("scheduler", System.getenv()).read(SchedulerConfig::read);
///
/// static SchedulerConfig read(ConfigReader in) {
///     return new SchedulerConfig(
///             PostgresConfig.read(in),
///             in.duration("RESYNC", "How often all state is read again.").must(atLeast(ofSeconds(1))).orDefault(ofSeconds(30)));
/// }
/// ```
///
/// A secret `X` may come from the file that `X_FILE` names. Not thread-safe; for one reading.
public final class ConfigReader {
    private final String service;
    private final String prefix;
    private final Map<String, String> env;
    private final List<ConfigEntry> entries = new ArrayList<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    private ConfigReader(String service, Map<String, String> env) {
        this.service = service;
        this.prefix = "MCM_" + service.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
        this.env = Map.copyOf(env);
    }

    public static ConfigReader forService(String service, Map<String, String> env) {
        return new ConfigReader(service, env);
    }

    /// Builds the configuration and checks that no key is unknown.
    ///
    /// @throws ConfigException with all problems
    public <C> C read(Function<ConfigReader, C> parse) {
        @Nullable C config = null;
        try {
            config = parse.apply(this);
            problems.addAll(UnknownKeys.find(prefix, env, known));
        } catch (IllegalArgumentException e) {
            problems.add(new ConfigProblem(prefix + "*", String.valueOf(e.getMessage())));
        }
        if (!problems.isEmpty() || config == null) {
            throw new ConfigException(service, problems);
        }
        return config;
    }

    public Setting<String> string(String key, String description) {
        return setting(key, description, ValueTypes.STRING);
    }

    public Setting<Integer> integer(String key, String description) {
        return setting(key, description, ValueTypes.INTEGER);
    }

    public Setting<Long> longInteger(String key, String description) {
        return setting(key, description, ValueTypes.LONG);
    }

    public Setting<Double> decimal(String key, String description) {
        return setting(key, description, ValueTypes.DECIMAL);
    }

    public Setting<Boolean> bool(String key, String description) {
        return setting(key, description, ValueTypes.BOOL);
    }

    public Setting<Duration> duration(String key, String description) {
        return setting(key, description, ValueTypes.DURATION);
    }

    public Setting<URI> uri(String key, String description) {
        return setting(key, description, ValueTypes.URI_TYPE);
    }

    public Setting<Path> path(String key, String description) {
        return setting(key, description, ValueTypes.PATH);
    }

    /// Items are stripped; empty items are left out.
    public Setting<List<String>> list(String key, String description) {
        return setting(key, description, ValueTypes.LIST);
    }

    public <E extends Enum<E>> Setting<E> oneOf(Class<E> type, String key, String description) {
        return setting(key, description, ValueTypes.enumeration(type));
    }

    /// From `<KEY>_FILE` (the file's text without the line end) or the value of `<KEY>`.
    public Setting<Secret> secret(String key, String description) {
        ConfigKey full = new ConfigKey(prefix + key, description, true);
        known.add(full.fileName());
        return setting(full, ValueTypes.SECRET);
    }

    /// Reports a problem that concerns several keys.
    public void problem(String key, String description) {
        problems.add(new ConfigProblem(key.startsWith(prefix) ? key : prefix + key, description));
    }

    /// What has been read so far, in order.
    public List<ConfigEntry> entries() {
        return List.copyOf(entries);
    }

    void record(ConfigEntry entry) {
        entries.add(entry);
    }

    boolean isSet(ConfigKey key) {
        return isSet(key.name()) || (key.secret() && isSet(key.fileName()));
    }

    Optional<String> text(ConfigKey key) {
        if (!key.secret() || !isSet(key.fileName())) {
            return value(key.name());
        }
        if (isSet(key.name())) {
            problem(key.name(), "is set beside " + key.fileName() + " (expected: one of them)");
        }
        return value(key.fileName()).flatMap(file -> content(key, file));
    }

    private Optional<String> content(ConfigKey key, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).stripTrailing());
        } catch (IOException | IllegalArgumentException e) {
            problem(
                    key.fileName(),
                    "'" + file + "' cannot be read: " + e + " (expected: a readable file)");
            return Optional.empty();
        }
    }

    private <T> Setting<T> setting(String key, String description, ValueType<T> type) {
        return setting(new ConfigKey(prefix + key, description, false), type);
    }

    private <T> Setting<T> setting(ConfigKey key, ValueType<T> type) {
        if (!known.add(key.name())) {
            throw new IllegalStateException("configuration key " + key.name() + " is read twice");
        }
        return new Setting<>(this, key, type);
    }

    private boolean isSet(String name) {
        return value(name).isPresent();
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(env.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }
}
