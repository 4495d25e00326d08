package dev.mcm.shared.id;

/// The forms that identifiers take.
final class IdSyntax {
    /// Crockford's base 32, lower case: no i, l, o, u.
    static final String BASE32 = "0123456789abcdefghjkmnpqrstvwxyz";

    static final int RANDOM_CHARS = 10;

    private IdSyntax() {}

    /// Checks for a DNS label (RFC 1123, lower case) of at most `maxLength` characters.
    static void requireLabel(String what, String value, int maxLength) {
        if (!isLabel(value) || value.length() > maxLength) {
            throw new IllegalArgumentException(
                    what
                            + ": '"
                            + value
                            + "' (expected: 1 to "
                            + maxLength
                            + " of a-z, 0-9 and '-', beginning and ending with a letter or digit)");
        }
    }

    /// Checks for `prefix` and [#RANDOM_CHARS] base-32 characters.
    static void requireRandom(String what, String value, String prefix) {
        if (!isRandom(value, prefix)) {
            throw new IllegalArgumentException(
                    what
                            + ": '"
                            + value
                            + "' (expected: "
                            + prefix
                            + " and "
                            + RANDOM_CHARS
                            + " of "
                            + BASE32
                            + ")");
        }
    }

    /// Whether it is `prefix` and [#RANDOM_CHARS] base-32 characters.
    static boolean isRandom(String value, String prefix) {
        if (value.length() != prefix.length() + RANDOM_CHARS || !value.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < value.length(); i++) {
            if (!isBase32(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase32(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z' && c != 'i' && c != 'l' && c != 'o' && c != 'u');
    }

    private static boolean isLabel(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> isAlphanumeric(c) || c == '-')
                && value.charAt(0) != '-'
                && value.charAt(value.length() - 1) != '-';
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
