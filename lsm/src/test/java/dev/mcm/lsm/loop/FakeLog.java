package dev.mcm.lsm.loop;

import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.lsm.core.LogEntry;
import dev.mcm.lsm.port.PlaneLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A topic in memory that can refuse entries, and what a reader makes of it.
final class FakeLog implements PlaneLog {
    final List<LogEntry> entries = new ArrayList<>();
    int appends;

    /// Entries for which it holds are not acknowledged.
    Predicate<LogEntry> unacknowledged = entry -> false;

    /// Unacknowledged entries reach the topic all the same.
    boolean acknowledgementsLost;

    /// Entries for which it holds are refused for good.
    Predicate<LogEntry> refused = entry -> false;

    /// 0 = none.
    long lastEpoch;

    @Override
    public OptionalLong lastEpoch() {
        return lastEpoch == 0 ? OptionalLong.empty() : OptionalLong.of(lastEpoch);
    }

    @Override
    public Outcome append(List<LogEntry> batch) {
        appends++;
        List<LogEntry> failed = new ArrayList<>();
        List<LogEntry> never = new ArrayList<>();
        for (LogEntry entry : batch) {
            if (refused.test(entry)) {
                never.add(entry);
                continue;
            }
            boolean fails = unacknowledged.test(entry);
            if (fails) {
                failed.add(entry);
            }
            if (!fails || acknowledgementsLost) {
                entries.add(entry);
            }
        }
        return new Outcome(failed, never);
    }

    List<PlaneRecord> records() {
        return entries.stream().map(LogEntry::record).filter(Objects::nonNull).toList();
    }

    List<String> keys() {
        return entries.stream().map(LogEntry::key).toList();
    }

    /// What a reader knows of the pods in the end.
    SortedMap<String, ObservedObject> read() {
        SortedMap<String, ObservedObject> live = new TreeMap<>();
        Map<String, Long> seqs = new TreeMap<>();
        for (PlaneRecord record : records()) {
            switch (record.getFactCase()) {
                case UPSERT -> {
                    live.put(record.getUpsert().getUid(), record.getUpsert());
                    seqs.put(record.getUpsert().getUid(), record.getSeq());
                }
                case DELETE -> live.remove(record.getDelete().getUid());
                case END -> {
                    long begin = record.getEnd().getBeginSeq();
                    long seen =
                            live.keySet().stream()
                                    .filter(uid -> seqs.getOrDefault(uid, 0L) > begin)
                                    .count();
                    if (record.getEnd().getKind() == ObjectKind.OBJECT_KIND_POD
                            && seen == record.getEnd().getCount()) {
                        live.keySet().removeIf(uid -> seqs.getOrDefault(uid, 0L) < begin);
                    }
                }
                case BEGIN, HEARTBEAT, FACT_NOT_SET -> {}
            }
        }
        return live;
    }
}
