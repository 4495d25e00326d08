package dev.mcm.atc.core.page;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where a page ends, as an opaque text. It is good for the same query only.
public final class PageToken {
    private static final String SEPARATOR = "\n";
    private static final int DEFAULT_SIZE = 100;
    private static final int MAX_SIZE = 1000;

    private PageToken() {}

    /// @param query what the list is about: a token of another query is refused
    /// @param position values of the sort key behind which the next page begins
    public static String of(String query, List<String> position) {
        String text = fingerprint(query) + SEPARATOR + String.join(SEPARATOR, position);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// @param values how many values the position has
    /// @return the position; empty for an empty token, the first page
    /// @throws McmException INVALID_PAGE_TOKEN
    public static List<String> position(String token, String query, int values) {
        if (token.isEmpty()) {
            return List.of();
        }
        List<String> parts = List.of(decode(token).split(SEPARATOR, -1));
        if (parts.size() != values + 1 || !parts.getFirst().equals(fingerprint(query))) {
            throw McmException.invalidPageToken(token, "next_page_token of the same query");
        }
        return parts.subList(1, parts.size());
    }

    /// A position that is one id.
    ///
    /// @return empty for an empty token, the first page
    /// @throws McmException INVALID_PAGE_TOKEN
    public static <T> Optional<T> after(String token, String query, Function<String, T> parse) {
        try {
            return position(token, query, 1).stream().findFirst().map(parse);
        } catch (IllegalArgumentException e) {
            throw McmException.invalidPageToken(token, "next_page_token of a list");
        }
    }

    /// @throws McmException INVALID_FIELD
    public static int size(int requested) {
        if (requested < 0 || requested > MAX_SIZE) {
            throw McmException.invalid(
                    "page_size", "'" + requested + "' (expected: 0 to " + MAX_SIZE + ")");
        }
        return requested == 0 ? DEFAULT_SIZE : requested;
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw McmException.invalidPageToken(token, "next_page_token of a list");
        }
    }

    private static String fingerprint(String query) {
        return Sha256.hex(query).substring(0, 12);
    }
}
