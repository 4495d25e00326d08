package dev.mcm.shared.error;

/// Texts that a caller gave, short enough to be quoted: errors travel in headers, of which clients
/// take 8 KiB.
final class Excerpt {
    private static final int CHARACTERS = 100;

    private Excerpt() {}

    /// The whole text, or its beginning and its length.
    static String of(Object value) {
        return of(String.valueOf(value), CHARACTERS);
    }

    static String of(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, splits ? characters - 1 : characters)
                + "... ("
                + text.length()
                + " characters)";
    }
}
