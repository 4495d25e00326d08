package dev.mcm.shared.error;

/// Texts cut to what there is room for. Those that a caller gave are quoted in errors, which travel
/// in headers, of which clients take 8 KiB.
public final class Excerpt {
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
        return cut(text, characters) + "... (" + text.length() + " characters)";
    }

    /// The whole text, or its beginning: at most so many characters, and no half of one.
    ///
    /// @param characters at least 1
    public static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, splits ? characters - 1 : characters);
    }
}
