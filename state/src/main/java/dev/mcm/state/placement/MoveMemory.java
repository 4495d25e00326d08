package dev.mcm.state.placement;

import dev.mcm.state.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a row of `placements` remembers of its cell beside the replicas.
///
/// @param grownAt when replicas came last, or, where they are to take the room of others, when
///   those have left at the latest: what is placed and has no node yet is as old as that
/// @param moves how often replicas were given up here one after the other, 0 = never
/// @param movedAt when they were given up last; null = never
public record MoveMemory(Instant grownAt, int moves, @Nullable Instant movedAt) {
    public MoveMemory {
        grownAt = Micros.of(grownAt);
        movedAt = movedAt == null ? null : Micros.of(movedAt);
        if (moves < 0 || (moves > 0) != (movedAt != null)) {
            throw new IllegalArgumentException(
                    "moves: %d, movedAt: %s (expected: both or neither)".formatted(moves, movedAt));
        }
    }

    /// Of a cell that has just got its first replicas.
    public static MoveMemory grown(Instant when) {
        return new MoveMemory(when, 0, null);
    }

    public MoveMemory grownAgain(Instant when) {
        return new MoveMemory(when.isAfter(grownAt) ? when : grownAt, moves, movedAt);
    }
}
