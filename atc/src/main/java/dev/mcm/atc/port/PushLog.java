package dev.mcm.atc.port;

import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import java.util.List;

/// Where results of pushes are written. Fenced by the pusher's lease.
public interface PushLog {
    /// @param done results, at most one per key
    /// @param forgotten pushes of which nothing is left and nothing is wanted
    void write(List<Push> done, List<PushKey> forgotten);
}
