package dev.mcm.gns.core;

import dev.mcm.shared.id.Epoch;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Name of a replication slot of GNS: `mcm_gns_<environment>_g<epoch>`. The prefix is the mark of
/// ownership: a slot with the prefix that is not registered is an orphan.
///
/// @param environment separates installations that share a Postgres server
/// @param epoch generation of the slot
public record SlotName(String environment, Epoch epoch) {
    private static final Pattern ENVIRONMENT = Pattern.compile("[a-z0-9_]{1,32}");
    private static final Pattern NAME = Pattern.compile("mcm_gns_([a-z0-9_]{1,32})_g([0-9]{1,18})");

    public SlotName {
        if (!isEnvironment(environment)) {
            throw new IllegalArgumentException(
                    "environment: '" + environment + "' (expected: " + ENVIRONMENT + ")");
        }
    }

    public static boolean isEnvironment(String text) {
        return ENVIRONMENT.matcher(text).matches();
    }

    /// Empty when `text` is not the name of a slot of GNS.
    public static Optional<SlotName> parse(String text) {
        Matcher matcher = NAME.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new SlotName(matcher.group(1), new Epoch(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }

    /// The name as Postgres knows it.
    @Override
    public String toString() {
        return "mcm_gns_" + environment + "_g" + epoch;
    }
}
