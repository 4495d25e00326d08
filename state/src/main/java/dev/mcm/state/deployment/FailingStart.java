package dev.mcm.state.deployment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A version that does not start.
///
/// @param since when the trouble was first seen
/// @param calmSince since when it is not seen any more; null = it is
/// @param lasting it has lasted so long that nobody should wait for it to pass
/// @param trouble what was seen last, as a sentence
public record FailingStart(
        long specVersion,
        Instant since,
        @Nullable Instant calmSince,
        boolean lasting,
        String trouble) {}
