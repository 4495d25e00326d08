package dev.mcm.lsm.core;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.shared.plane.PlaneObjectKey;
import java.util.Optional;

/// A record for the plane's state topic.
///
/// @param key key on the topic
/// @param record empty = a tombstone
/// @param object what it speaks of; empty for markers and heartbeats
public record LogEntry(String key, Optional<PlaneRecord> record, Optional<PlaneObjectKey> object) {}
