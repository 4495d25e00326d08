package dev.mcm.shared.id;

import java.util.Locale;

/// A position in Postgres' write-ahead log.
///
/// @param value the position in bytes, an unsigned 64-bit number
public record Lsn(long value) implements Comparable<Lsn> {
    /// Before everything.
    public static final Lsn ZERO = new Lsn(0);

    /// Reads Postgres' text form, `16/B374D848`.
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        try {
            if (slash < 1 || slash > 8 || text.length() - slash - 1 > 8) {
                throw new NumberFormatException("no X/Y");
            }
            long high = Integer.toUnsignedLong(Integer.parseUnsignedInt(text, 0, slash, 16));
            long low =
                    Integer.toUnsignedLong(
                            Integer.parseUnsignedInt(text, slash + 1, text.length(), 16));
            return new Lsn(high << 32 | low);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "LSN: '" + text + "' (expected: two hexadecimal numbers, X/Y)", e);
        }
    }

    public boolean isAfter(Lsn other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(value, other.value);
    }

    /// Postgres' text form.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xffff_ffffL);
    }
}
