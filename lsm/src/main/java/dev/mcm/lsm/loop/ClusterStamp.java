package dev.mcm.lsm.loop;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.port.PlaneLog;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// A [PlaneLog] whose every record says which cluster it is about. While the cluster cannot be
/// asked nothing but heartbeats goes out. For one thread.
public final class ClusterStamp implements PlaneLog {
    private final PlaneLog log;
    private final Supplier<String> cluster;

    /// @param cluster its id, empty where it may not be read; throws when nobody answers
    public ClusterStamp(PlaneLog log, Supplier<String> cluster) {
        this.log = log;
        this.cluster = cluster;
    }

    @Override
    public OptionalLong lastEpoch() throws InterruptedException {
        return log.lastEpoch();
    }

    @Override
    public Outcome append(List<LogEntry> entries) throws InterruptedException {
        String id;
        try {
            id = cluster.get();
        } catch (RuntimeException e) {
            return appendHeartbeats(entries);
        }
        return log.append(entries.stream().map(entry -> stamped(entry, id)).toList());
    }

    private Outcome appendHeartbeats(List<LogEntry> entries) throws InterruptedException {
        Outcome sent = log.append(entries.stream().filter(ClusterStamp::isHeartbeat).toList());
        List<LogEntry> unsent =
                new ArrayList<>(entries.stream().filter(entry -> !isHeartbeat(entry)).toList());
        unsent.addAll(sent.uncertain());
        return new Outcome(unsent, sent.refused());
    }

    private static boolean isHeartbeat(LogEntry entry) {
        PlaneRecord record = entry.record();
        return record != null && record.hasHeartbeat();
    }

    private static LogEntry stamped(LogEntry entry, String id) {
        PlaneRecord record = entry.record();
        return record == null
                ? entry
                : new LogEntry(
                        entry.key(), record.toBuilder().setClusterId(id).build(), entry.object());
    }
}
