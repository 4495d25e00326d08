package dev.mcm.atc.core.validate;

/// Whose a key of a label or an annotation is: the domain before its slash says it.
final class KeyDomains {
    /// MCM's own.
    static final String OWN = "mcm.dev";

    private KeyDomains() {}

    /// Of the domain itself, or of one below it.
    static boolean isIn(String key, String domain) {
        int slash = key.indexOf('/');
        String given = slash < 0 ? "" : key.substring(0, slash);
        return given.equals(domain) || given.endsWith("." + domain);
    }
}
