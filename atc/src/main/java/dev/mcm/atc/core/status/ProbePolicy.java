package dev.mcm.atc.core.status;

/// Whether a plane's API counts as reachable: at once after an answer, no longer after so many
/// misses in a row.
///
/// @param misses in a row
public record ProbePolicy(boolean reachable, int misses) {
    /// Misses in a row after which a plane counts as unreachable.
    public static final int MISSES = 3;

    public ProbePolicy answered() {
        return new ProbePolicy(true, 0);
    }

    public ProbePolicy missed() {
        int now = Math.min(MISSES, misses + 1);
        return new ProbePolicy(reachable && now < MISSES, now);
    }

    /// Whether it is known: neither was it reachable nor has it been tried often enough.
    public boolean isKnown() {
        return reachable || misses >= MISSES;
    }
}
