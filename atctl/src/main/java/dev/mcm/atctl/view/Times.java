package dev.mcm.atctl.view;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as people read them.
final class Times {
    private Times() {}

    /// UTC to the second; a dash when unset.
    static String text(Timestamp time) {
        return time.getSeconds() == 0
                ? "-"
                : Instant.ofEpochSecond(time.getSeconds())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString();
    }
}
