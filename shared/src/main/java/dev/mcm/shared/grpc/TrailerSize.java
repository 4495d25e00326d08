package dev.mcm.shared.grpc;

import java.nio.charset.StandardCharsets;

/// How much of an error fits into the trailers of a call: clients take 8 KiB of them in all, and
/// answer INTERNAL or RESOURCE_EXHAUSTED themselves when there is more. The message travels twice,
/// once percent-encoded and once in the details, which travel in base64.
///
/// 1,300 + 4/3 x (1,300 + 2,800 + 200) = 7,033 bytes, and some 300 for the other trailers.
final class TrailerSize {
    /// Of one message of details.
    static final int DETAIL_BYTES = 2_800;

    /// Tag and length around a message inside another.
    static final int FRAME_BYTES = 4;

    private static final int MESSAGE_BYTES = 1_300;
    private static final int TEXT_BYTES = 700;
    private static final String MORE = "...";

    private TrailerSize() {}

    /// The beginning of a message that fits.
    static String message(String text) {
        return cut(text, MESSAGE_BYTES, true);
    }

    /// The beginning of a text among the details that fits.
    static String text(String text) {
        return cut(text, TEXT_BYTES, false);
    }

    private static String cut(String text, int limit, boolean encoded) {
        int bytes = 0;
        int fits = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            bytes += size(text.codePointAt(i), encoded);
            if (bytes > limit) {
                return text.substring(0, fits) + MORE;
            }
            if (bytes <= limit - MORE.length()) {
                fits = i + Character.charCount(text.codePointAt(i));
            }
        }
        return text;
    }

    /// In UTF-8; encoded, three bytes stand for each that is not printable ASCII.
    private static int size(int codePoint, boolean encoded) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return encoded && codePoint == '%' ? 3 : 1;
        }
        int bytes =
                new String(Character.toChars(codePoint)).getBytes(StandardCharsets.UTF_8).length;
        return encoded ? 3 * bytes : bytes;
    }
}
