package dev.mcm.migrations;

import dev.mcm.shared.config.Secret;
import java.util.Map;

/// What to migrate.
///
/// @param url JDBC URL of any database of the server, usually `postgres`; its parameters apply to
///   all connections
/// @param user may create databases and roles; owns what is created
/// @param databases names of the two databases
/// @param rolePasswords role → password, for the roles that the migrations make; roles that are not
///   named keep theirs
public record MigrationOptions(
        String url,
        String user,
        Secret password,
        DatabaseNames databases,
        Map<String, Secret> rolePasswords) {
    public MigrationOptions {
        rolePasswords = Map.copyOf(rolePasswords);
    }

    /// Names of the two databases on the server.
    public record DatabaseNames(String control, String observed) {
        /// Names in production.
        public static final DatabaseNames DEFAULT = new DatabaseNames("mcm", "mcm_observed");

        public DatabaseNames {
            require(control);
            require(observed);
            if (control.equals(observed)) {
                throw new IllegalArgumentException(
                        "both databases are named '" + control + "' (expected: two names)");
            }
        }

        private static void require(String name) {
            if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
                throw new IllegalArgumentException(
                        "database: '"
                                + name
                                + "' (expected: a lower-case letter, then at most 62 of a-z, 0-9"
                                + " and '_')");
            }
        }
    }
}
