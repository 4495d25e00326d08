package dev.mcm.testkit.server;

import java.util.Map;

/// Where the servers of tests come from, as `MCM_TEST_SERVERS` says.
///
/// | value | servers |
/// |---|---|
/// | `embedded` (default) | started by the tests, no Docker |
/// | `testcontainers` | containers, made and removed by the tests |
/// | `compose` | those of `docker-compose.yml` (`make local-infra-start`) |
/// | `address` | those that `MCM_TEST_POSTGRES_*` and `MCM_TEST_KAFKA` name; tests delete topics `mcm.*` there |
public sealed interface ServerSource {
    String VARIABLE = "MCM_TEST_SERVERS";

    /// The broker that containers run where nobody names another image.
    String KAFKA_IMAGE = "apache/kafka:4.3.1";

    /// Started by the tests in and beside this JVM.
    record Embedded() implements ServerSource {}

    /// Containers of these images.
    record Containers(String postgresImage, String kafkaImage) implements ServerSource {}

    /// Servers that run already. Tests use databases of their own there, and delete the topics that
    /// begin with `mcm.`.
    ///
    /// @param name how the switch calls them
    /// @param postgres `host:port`
    /// @param kafka `host:port`
    record Addresses(String name, String postgres, String user, String password, String kafka)
            implements ServerSource {}

    /// What the switch says.
    static ServerSource current() {
        return Current.SOURCE;
    }

    /// @throws IllegalArgumentException when it says something else than it may
    static ServerSource from(Map<String, String> env) {
        String text = env.getOrDefault(VARIABLE, "").strip();
        return switch (text) {
            case "", "embedded" -> new Embedded();
            case "testcontainers" ->
                    new Containers(
                            env.getOrDefault("MCM_TEST_POSTGRES_IMAGE", "postgres:17.11"),
                            env.getOrDefault("MCM_TEST_KAFKA_IMAGE", KAFKA_IMAGE));
            case "compose" ->
                    addresses(
                            text,
                            env,
                            "127.0.0.1:" + env.getOrDefault("MCM_INFRA_POSTGRES_PORT", "15432"),
                            "127.0.0.1:" + env.getOrDefault("MCM_INFRA_KAFKA_PORT", "19092"));
            case "address" ->
                    addresses(
                            text,
                            env,
                            required(env, "MCM_TEST_POSTGRES"),
                            required(env, "MCM_TEST_KAFKA"));
            default ->
                    throw new IllegalArgumentException(
                            VARIABLE
                                    + ": '"
                                    + text
                                    + "' (expected: embedded, testcontainers, compose or"
                                    + " address)");
        };
    }

    private static Addresses addresses(
            String name, Map<String, String> env, String postgres, String kafka) {
        return new Addresses(
                name,
                postgres,
                env.getOrDefault("MCM_TEST_POSTGRES_USER", "postgres"),
                env.getOrDefault("MCM_TEST_POSTGRES_PASSWORD", "mcm-local"),
                kafka);
    }

    private static String required(Map<String, String> env, String variable) {
        String value = env.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            throw new IllegalArgumentException(
                    variable + ": not set (expected: host:port, as " + VARIABLE + " is 'address')");
        }
        return value;
    }

    /// The switch of this JVM.
    final class Current {
        private static final ServerSource SOURCE = from(System.getenv());

        private Current() {}
    }
}
