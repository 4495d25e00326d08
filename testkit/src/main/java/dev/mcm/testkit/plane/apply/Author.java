package dev.mcm.testkit.plane.apply;

import java.time.Instant;

/// Who writes, in the terms of `managedFields`.
///
/// @param subresource `status`, or empty for the object itself
public record Author(String manager, String apiVersion, String subresource, Instant at) {}
