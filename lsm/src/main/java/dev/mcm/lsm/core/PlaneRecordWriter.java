package dev.mcm.lsm.core;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.ObjectGone;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.event.v1.SnapshotBegin;
import dev.mcm.event.v1.SnapshotEnd;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneObjectKey;
import dev.mcm.shared.time.Timestamps;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Numbers the records of one LSM process in the order in which they are asked for, which must be
/// the order in which they are sent. For one thread.
public final class PlaneRecordWriter {
    private final PlaneId planeId;
    private final long epoch;
    private final InstantSource clock;
    private long seq;

    public PlaneRecordWriter(PlaneId planeId, long epoch, InstantSource clock) {
        this.planeId = planeId;
        this.epoch = epoch;
        this.clock = clock;
    }

    /// Number of the last record.
    public long seq() {
        return seq;
    }

    public LogEntry upsert(ObservedObject object) {
        PlaneObjectKey key = PlaneObjectKey.of(object);
        return entry(key.topicKey(), next().setUpsert(object), key);
    }

    public LogEntry delete(PlaneObjectKey key) {
        ObjectGone gone = ObjectGone.newBuilder().setKind(key.kind()).setUid(key.uid()).build();
        return entry(key.topicKey(), next().setDelete(gone), key);
    }

    public LogEntry tombstone(PlaneObjectKey key) {
        return new LogEntry(key.topicKey(), null, key);
    }

    public LogEntry begin(ObjectKind kind) {
        SnapshotBegin begin = SnapshotBegin.newBuilder().setKind(kind).build();
        return entry("@begin/" + PlaneObjectKey.kindName(kind), next().setBegin(begin), null);
    }

    /// @param beginSeq number of the begin
    /// @param count objects of the kind that exist
    public LogEntry end(ObjectKind kind, long beginSeq, long count) {
        SnapshotEnd end =
                SnapshotEnd.newBuilder()
                        .setKind(kind)
                        .setBeginSeq(beginSeq)
                        .setCount(count)
                        .build();
        return entry("@end/" + PlaneObjectKey.kindName(kind), next().setEnd(end), null);
    }

    public LogEntry heartbeat(Heartbeat heartbeat) {
        return entry("@heartbeat", next().setHeartbeat(heartbeat), null);
    }

    private static LogEntry entry(
            String key, PlaneRecord.Builder record, @Nullable PlaneObjectKey object) {
        return new LogEntry(key, record.build(), object);
    }

    private PlaneRecord.Builder next() {
        Instant now = clock.instant();
        return PlaneRecord.newBuilder()
                .setPlaneId(planeId.value())
                .setEpoch(epoch)
                .setSeq(++seq)
                .setSentAt(Timestamps.of(now));
    }
}
