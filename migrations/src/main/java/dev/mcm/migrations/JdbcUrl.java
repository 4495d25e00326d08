package dev.mcm.migrations;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a database on a server.
final class JdbcUrl {
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<server>jdbc:postgresql://[^/?]*/)(?<database>[^?]*)(?<parameters>\\?.*)?");

    private JdbcUrl() {}

    /// The same server and parameters, another database.
    static String withDatabase(String url, String database) {
        Matcher matcher = FORM.matcher(url);
        if (!matcher.matches()) {
            throw new MigrationException(
                    "JDBC URL: '" + url + "' (expected: jdbc:postgresql://host:port/database)");
        }
        String parameters = matcher.group("parameters");
        return matcher.group("server") + database + (parameters == null ? "" : parameters);
    }
}
