package dev.mcm.shared.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/// Logs once per change of state: WARN when something begins to fail or fails for another reason,
/// INFO when it works again. Thread-safe.
public final class StateLog {
    private final Logger log;
    private final String subject;
    private @Nullable String reason;
    private long failures;

    /// @param subject what works or fails, "connection to Kafka"
    public StateLog(Logger log, String subject) {
        this.log = log;
        this.subject = subject;
    }

    /// It failed. Repetitions with the same reason are counted, not logged.
    ///
    /// @param reason few different texts: no ids, times or counts
    public synchronized void failed(String reason, @Nullable Throwable cause) {
        failures++;
        if (reason.equals(this.reason)) {
            return;
        }
        this.reason = reason;
        LoggingEventBuilder event =
                log.atWarn().addKeyValue("subject", subject).addKeyValue("reason", reason);
        (cause == null ? event : event.setCause(cause)).log("failing");
    }

    /// It failed with an exception; the reason is the exception's type and that of its cause.
    public void failed(Throwable cause) {
        failed(reasonOf(cause), cause);
    }

    /// It worked.
    public synchronized void worked() {
        if (reason == null) {
            return;
        }
        log.atInfo()
                .addKeyValue("subject", subject)
                .addKeyValue("failures", failures)
                .log("works again");
        reason = null;
        failures = 0;
    }

    /// Failures since it last worked.
    public synchronized long failures() {
        return failures;
    }

    private static String reasonOf(Throwable error) {
        Throwable cause = error.getCause();
        String name = error.getClass().getSimpleName();
        return cause == null ? name : name + " caused by " + cause.getClass().getSimpleName();
    }
}
