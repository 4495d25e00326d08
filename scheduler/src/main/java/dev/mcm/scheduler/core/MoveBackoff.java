package dev.mcm.scheduler.core;

import dev.mcm.state.placement.MoveMemory;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// For how long a cell gets nothing new after replicas were given up there: longer each time, so
/// that nothing moves back and forth for ever.
///
/// @param firstPause after the first time; each further one takes five times as long, an hour at
///   most
/// @param mostMoves after so many within an hour each, the cell stays closed for an hour
public record MoveBackoff(Duration firstPause, int mostMoves) {
    public static final MoveBackoff DEFAULT = new MoveBackoff(Duration.ofMinutes(1), 3);

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int FACTOR = 5;

    public MoveBackoff {
        if (firstPause.isNegative() || mostMoves < 1) {
            throw new IllegalArgumentException(
                    "backoff: %s, %d moves (expected: not negative, at least one)"
                            .formatted(firstPause, mostMoves));
        }
    }

    /// Something was given up there within the hour.
    boolean remembers(MoveMemory memory, Instant now) {
        return now.isBefore(rememberedUntil(memory));
    }

    /// Long ago = nothing was given up there.
    Instant rememberedUntil(MoveMemory memory) {
        Instant movedAt = memory.movedAt();
        return movedAt == null ? Instant.MIN : movedAt.plus(REMEMBERED);
    }

    /// @return null = the cell is open
    @Nullable Instant closedUntil(MoveMemory memory, Instant now) {
        Instant movedAt = memory.movedAt();
        if (movedAt == null) {
            return null;
        }
        Instant until = movedAt.plus(pause(memory.moves()));
        return now.isBefore(until) ? until : null;
    }

    private Duration pause(int moves) {
        if (moves >= mostMoves) {
            return REMEMBERED;
        }
        Duration pause = firstPause;
        for (int move = 1; move < moves && pause.compareTo(REMEMBERED) < 0; move++) {
            pause = pause.multipliedBy(FACTOR);
        }
        return pause.compareTo(REMEMBERED) < 0 ? pause : REMEMBERED;
    }

    /// What the row remembers after replicas were given up there. Those that go while the cell is
    /// closed came before: they count with the ones that closed it.
    MoveMemory afterGivingUp(MoveMemory memory, Instant now) {
        if (closedUntil(memory, now) != null) {
            return memory;
        }
        int moves = remembers(memory, now) ? memory.moves() + 1 : 1;
        return new MoveMemory(memory.grownAt(), moves, now);
    }
}
