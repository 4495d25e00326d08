package dev.mcm.migrations;

import dev.mcm.shared.config.ConfigException;
import dev.mcm.shared.config.ConfigReader;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The migration job. Exit codes: 0 = the databases are at the newest version, 1 = they could not
/// be migrated, 2 = the configuration is wrong.
public final class MigrateMain {
    private static final Logger log = LoggerFactory.getLogger(MigrateMain.class);

    private MigrateMain() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv()));
    }

    /// @return the exit code
    static int run(Map<String, String> env) {
        try {
            Migrations.migrate(
                    ConfigReader.forService("migrations", env)
                            .read(MigrateConfig::read)
                            .toOptions());
            return 0;
        } catch (ConfigException e) {
            log.atError().log(e.getMessage());
            return 2;
        } catch (MigrationException e) {
            log.atError().setCause(e.getCause()).log(e.getMessage());
            return 1;
        }
    }
}
