package dev.mcm.gsm.core;

import dev.mcm.event.v1.ObjectKind;

/// A list of all objects of a kind that has begun and not been found complete.
///
/// @param begin version of its SnapshotBegin
public record OpenSnapshot(ObjectKind kind, RecordVersion begin) {}
