package dev.mcm.state.observed;

import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;

/// A row of `open_snapshots`: a list of all objects of a kind that has begun and not ended.
///
/// @param kind number of the `ObjectKind`
/// @param beginSeq position of its begin inside the epoch
public record OpenSnapshotRow(PlaneId planeId, int kind, Epoch epoch, long beginSeq) {}
