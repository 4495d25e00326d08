package dev.mcm.lsm.core;

import dev.mcm.event.v1.PlaneRecord;
import dev.mcm.shared.plane.PlaneObjectKey;
import org.jspecify.annotations.Nullable;

/// A record for the plane's state topic.
///
/// @param key key on the topic
/// @param record null = a tombstone
/// @param object what it speaks of; null for markers and heartbeats
public record LogEntry(String key, @Nullable PlaneRecord record, @Nullable PlaneObjectKey object) {}
