package dev.mcm.shared.config;

import static dev.mcm.shared.config.Constraint.between;

import java.time.Duration;

/// How to reach a Postgres database.
///
/// @param url JDBC URL; TLS is part of it (`sslmode`, `sslrootcert`)
/// @param poolSize connections kept at most
/// @param connectTimeout how long to wait for a connection, from the pool or new
public record PostgresConfig(
        String url, String user, Secret password, int poolSize, Duration connectTimeout) {
    /// Keys `POSTGRES_*`.
    public static PostgresConfig read(ConfigReader in) {
        return read(in, "POSTGRES", "mcm");
    }

    /// Keys `<group>_*`, for a service with two databases.
    public static PostgresConfig read(ConfigReader in, String group, String database) {
        return new PostgresConfig(
                in.string(group + "_URL", "JDBC URL of database `" + database + "`.")
                        .must(
                                new Constraint<>(
                                        "beginning with jdbc:postgresql:",
                                        url -> url.startsWith("jdbc:postgresql:")))
                        .required("jdbc:postgresql://localhost:5432/" + database),
                in.string(group + "_USER", "Role to log in as.").required("mcm"),
                in.secret(group + "_PASSWORD", "Password of that role.")
                        .required(new Secret("example")),
                in.integer(group + "_POOL_SIZE", "Most connections that are open at a time.")
                        .must(between(1, 200))
                        .orDefault(8),
                in.duration(group + "_CONNECT_TIMEOUT", "How long to wait for a connection.")
                        .must(between(Duration.ofMillis(250), Duration.ofMinutes(1)))
                        .orDefault(Duration.ofSeconds(5)));
    }
}
