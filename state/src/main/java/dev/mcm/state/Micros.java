package dev.mcm.state;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Times as Postgres keeps them. Rows round their times when built, so that a row read equals the
/// row written.
public final class Micros {
    private Micros() {}

    /// The instant cut to microseconds.
    public static Instant of(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /// The instant as JDBC takes it for a timestamptz.
    public static OffsetDateTime parameter(Instant instant) {
        return of(instant).atOffset(ZoneOffset.UTC);
    }
}
