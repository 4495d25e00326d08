package dev.mcm.testkit.kafka;

/// One run of a broker, from start to end.
sealed interface BrokerRun permits InProcessRun, OwnProcessRun {
    boolean isRunning();

    /// Stops in order; returns when the broker has ended.
    void stop();

    /// Ends the broker without giving it a chance to write anything.
    ///
    /// @throws UnsupportedOperationException when the broker shares this JVM
    void killHard();
}
