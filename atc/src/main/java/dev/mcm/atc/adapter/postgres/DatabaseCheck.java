package dev.mcm.atc.adapter.postgres;

import dev.mcm.shared.lifecycle.Readiness;
import dev.mcm.state.Database;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the database answers, as of the last look. Thread-safe.
public final class DatabaseCheck implements Readiness {
    private final Database database;
    private volatile @Nullable String problem = "Postgres has not been asked yet";

    public DatabaseCheck(Database database) {
        this.database = database;
    }

    /// Asks the database.
    public void look() {
        problem = database.problem().orElse(null);
    }

    @Override
    public Optional<String> whyNotReady() {
        return Optional.ofNullable(problem);
    }
}
