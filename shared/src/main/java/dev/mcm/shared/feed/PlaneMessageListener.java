package dev.mcm.shared.feed;

import java.util.List;

/// Takes what planes publish, in the tail's thread.
@FunctionalInterface
public interface PlaneMessageListener<T> {
    /// @param read one entry for each partition that something was read of, tombstones included
    /// @throws Exception for anything that may pass: the same comes again after a backoff, for ever
    void take(List<PlaneMessages<T>> read) throws Exception;
}
