package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.state.deployment.NumberSetting;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks that several rules share.
final class Checks {
    private Checks() {}

    static void range(Violations violations, String field, long value, long from, long to) {
        violations.check(value >= from && value <= to, field, value, from + " to " + to);
    }

    static void atLeast(Violations violations, String field, long value, long from) {
        violations.check(value >= from, field, value, ">= " + from);
    }

    static void setting(Violations violations, NumberSetting<?> setting, int value) {
        if (setting.most() == Integer.MAX_VALUE) {
            atLeast(violations, setting.name(), value, setting.least());
        } else {
            range(violations, setting.name(), value, setting.least(), setting.most());
        }
    }

    static void syntax(Violations violations, String field, String value, Syntax syntax) {
        violations.check(syntax.fits(value), field, value, syntax.expected());
    }

    /// Every item has the form and comes once.
    static void items(Violations violations, String field, List<String> values, Syntax syntax) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            String item = field + "[" + i + "]";
            syntax(violations, item, values.get(i), syntax);
            violations.check(seen.add(values.get(i)), item, values.get(i), "each value once");
        }
    }

    static void noNul(Violations violations, String field, Collection<String> values) {
        violations.check(
                values.stream().noneMatch(value -> value.indexOf('\0') >= 0),
                field,
                "text with NUL",
                "text without NUL");
    }

    static void atMost(Violations violations, String field, int count, int most, String what) {
        violations.check(count <= most, field, count + " " + what, "at most " + most);
    }
}
