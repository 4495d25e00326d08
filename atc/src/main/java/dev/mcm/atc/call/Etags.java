package dev.mcm.atc.call;

import dev.mcm.shared.error.McmException;

/// Etags: the revision of a row.
final class Etags {
    private Etags() {}

    static String of(long revision) {
        return "r" + revision;
    }

    /// @param given empty = do not check
    /// @throws McmException ETAG_MISMATCH
    static void check(String type, Object id, String given, long revision) {
        if (!given.isEmpty() && !given.equals(of(revision))) {
            throw McmException.etagMismatch(type, id, given, of(revision));
        }
    }
}
