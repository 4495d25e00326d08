package dev.mcm.shared.log;

import org.slf4j.bridge.SLF4JBridgeHandler;

/// Brings java.util.logging (gRPC, JDK) into the same log. Format and levels are in `logback.xml`.
public final class Logging {
    private Logging() {}

    /// Callable more than once.
    public static void setUp() {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
    }
}
