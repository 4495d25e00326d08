package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.StatusException;

/// From where and how far a list or watch wants to read.
///
/// @param version text of `resourceVersion`; empty when absent
/// @param match `Exact`, `NotOlderThan` or empty
/// @param initialEvents `true`, `false` or empty
/// @param token of the page before; empty for the first
/// @param limit most objects on a page; 0 for all
record ListOptions(String version, String match, String initialEvents, String token, int limit) {

    private static final String EXACT = "Exact";
    private static final String NOT_OLDER = "NotOlderThan";
    private static final String MATCH = "resourceVersionMatch";

    /// @throws StatusException when parameters are malformed or do not go together
    static ListOptions of(ResourceRequest request) {
        ListOptions options =
                new ListOptions(
                        request.param("resourceVersion"),
                        request.param(MATCH),
                        request.param("sendInitialEvents"),
                        request.param("continue"),
                        Math.max(request.number("limit", 0), 0));
        options.number();
        if (request.isWatch()) {
            options.checkWatch();
        } else {
            options.checkList();
        }
        return options;
    }

    private void checkWatch() {
        if (initialEvents.isEmpty() && !match.isEmpty()) {
            refuse(
                    MATCH,
                    "resourceVersionMatch is forbidden for watch unless sendInitialEvents is"
                            + " provided");
        }
        if (!initialEvents.isEmpty() && !match.equals(NOT_OLDER)) {
            refuse(
                    MATCH,
                    "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
    }

    private void checkList() {
        if (!initialEvents.isEmpty()) {
            refuse("sendInitialEvents", "sendInitialEvents is forbidden for list");
        }
        if (!match.isEmpty() && version.isEmpty()) {
            refuse(MATCH, "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }
        if (!match.isEmpty() && !token.isEmpty()) {
            refuse(MATCH, "resourceVersionMatch is forbidden when continue is provided");
        }
        if (match.equals(EXACT) && version.equals("0")) {
            refuse(MATCH, "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"");
        }
        if (!token.isEmpty() && number() != 0) {
            throw StatusException.badRequest(
                    "specifying resource version is not allowed when using continue");
        }
    }

    private static void refuse(String field, String why) {
        throw StatusException.invalidOption(field, "Forbidden: " + why);
    }

    /// The wanted version; 0 for any.
    long number() {
        try {
            return version.isEmpty() ? 0 : Long.parseUnsignedLong(version);
        } catch (NumberFormatException _) {
            throw StatusException.badRequest(
                    "Invalid value: \"" + version + "\": invalid resource version");
        }
    }

    /// Whether the list must show that very version. A page of a version counts as that.
    boolean isExact() {
        return match.equals(EXACT) || (match.isEmpty() && limit > 0 && number() > 0);
    }

    /// The objects on a page; a list of any version is served whole, as from a cache.
    int pageSize() {
        return version.equals("0") && token.isEmpty() ? 0 : limit;
    }

    /// Whether a watch begins with the state.
    boolean beginsWithState() {
        return initialEvents.equals("true") || (initialEvents.isEmpty() && number() == 0);
    }
}
