package dev.mcm.atc.port;

import dev.mcm.atc.v1.WatchDeploymentsResponse;

/// Who watches deployments, at the other end of a stream. Its methods are called by the thread that
/// serves the watch; listeners by any, and they must not block.
public interface WatchClient {
    /// Whether it takes a response now without more being kept in memory.
    boolean isReady();

    void send(WatchDeploymentsResponse response);

    /// Ends the stream.
    void fail(RuntimeException why);

    /// To be called before the watch begins, as [#onCancel(Runnable)].
    void onReady(Runnable listener);

    void onCancel(Runnable listener);
}
