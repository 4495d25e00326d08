package dev.mcm.state;

import dev.mcm.state.sql.Statements;
import java.time.Instant;

/// The clock of Postgres: ages of what is stored are told by the clock that has stored it.
public final class DatabaseClock {
    private DatabaseClock() {}

    public static Instant now(Tx tx) {
        return Statements.query(
                        tx,
                        "SELECT clock_timestamp() AS now",
                        row -> Statements.instant(row, "now"))
                .getFirst();
    }
}
