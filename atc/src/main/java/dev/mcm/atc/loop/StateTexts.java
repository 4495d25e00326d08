package dev.mcm.atc.loop;

/// Texts of a push state: a row holds several, and a plane may answer with pages.
final class StateTexts {
    private static final int LONGEST = 300;

    private StateTexts() {}

    static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
