package dev.mcm.gsm.core;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.ObjectKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a plane's LSM reads the quotas. Where it may not, or is of an older version that knows
/// none, what was read before says nothing any more, and nothing is limited.
///
/// @param unreadSince since when every heartbeat has said so; null = the last one did not
public record QuotaSight(@Nullable Instant unreadSince) {
    /// Nothing was heard yet: what is stored counts.
    public static final QuotaSight UNHEARD = new QuotaSight(null);

    /// A list anew, a restart of LSM and a broken watch are over by then.
    private static final Duration STALE_AFTER = Duration.ofSeconds(30);

    public QuotaSight heard(Heartbeat heartbeat, Instant now) {
        boolean read =
                heartbeat.getKindsList().stream()
                        .anyMatch(kind ->
                                kind.getKind() == ObjectKind.OBJECT_KIND_RESOURCEQUOTA
                                        && kind.getSynced());
        if (read) {
            return UNHEARD;
        }
        return unreadSince == null ? new QuotaSight(now) : this;
    }

    /// What is known of quotas still counts.
    public boolean counts(Instant now) {
        return unreadSince == null || now.isBefore(unreadSince.plus(STALE_AFTER));
    }
}
