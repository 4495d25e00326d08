package dev.mcm.it.planted.scheduler.core;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Violates: cores are pure.
public final class LoggingPolicy {
    private static final Logger log = LoggerFactory.getLogger(LoggingPolicy.class);

    public int decide(int value) {
        log.info("deciding");
        return value;
    }
}
