package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.StatusException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the next page of a list begins.
record ContinueToken(long version, ObjectKey from) {

    /// Stands for the version that is current when the page is read.
    static final long ANY_VERSION = -1;

    private static final Pattern FORM = Pattern.compile("(-1|\\d+) ([^ ]*) ([^ ]*)");

    String text() {
        String plain = version + " " + from.namespace() + " " + from.name();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    static ContinueToken parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Matcher form = FORM.matcher(plain);
            if (form.matches()) {
                return new ContinueToken(
                        Long.parseLong(form.group(1)), new ObjectKey(form.group(2), form.group(3)));
            }
        } catch (IllegalArgumentException _) {
            // Answered below, like any other token that we never gave out.
        }
        throw StatusException.badRequest("continue key is not valid: " + text);
    }
}
