package dev.mcm.lsm.port;

import java.io.IOException;

/// The plane's gateway.
public interface Gateway {
    /// Its metrics in Prometheus' text format.
    String metrics() throws IOException, InterruptedException;
}
