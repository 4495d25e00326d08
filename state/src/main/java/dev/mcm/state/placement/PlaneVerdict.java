package dev.mcm.state.placement;

import dev.mcm.shared.id.PlaneId;

/// Why a plane runs replicas of a deployment, or none.
///
/// @param reason name of a [VerdictReason], or what another version of MCM has written
/// @param message the numbers behind it as one sentence
/// @param placed replicas there
public record PlaneVerdict(PlaneId plane, String reason, String message, int placed) {}
