package dev.mcm.testkit.plane.api;

import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.time.Instant;

/// One column of a table.
///
/// @param wide shown only with `-o wide`
record TableColumn(String name, boolean number, boolean wide, Cell cell) {

    /// The text of a cell at an instant.
    @FunctionalInterface
    interface Cell {
        String of(StoredObject object, Instant now);
    }

    static final TableColumn NAME = text("Name", o -> o.key().name());
    static final TableColumn AGE =
            new TableColumn(
                    "Age",
                    false,
                    false,
                    (o, now) -> age(o.text("metadata", "creationTimestamp"), now));

    /// The text of a cell that does not depend on the time.
    @FunctionalInterface
    interface Timeless {
        String of(StoredObject object);
    }

    static TableColumn text(String name, Timeless cell) {
        return new TableColumn(name, false, false, (o, _) -> cell.of(o));
    }

    static TableColumn wide(String name, Timeless cell) {
        return new TableColumn(name, false, true, (o, _) -> cell.of(o));
    }

    static TableColumn field(String name, String... path) {
        return text(name, o -> orNone(o.text(path)));
    }

    static TableColumn number(String name, String... path) {
        return new TableColumn(name, true, false, (o, _) -> Trees.text(o.tree(), path));
    }

    static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    /// Time since `since` as kubectl writes it: 5s, 3m20s, 45m, 7h5m, 3d.
    static String age(String since, Instant now) {
        if (since.isEmpty()) {
            return "<unknown>";
        }
        Duration age = Duration.between(Instant.parse(since), now);
        long seconds = Math.max(age.toSeconds(), 0);
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 600) {
            return two(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 3 * 3600) {
            return seconds / 60 + "m";
        }
        if (seconds < 8 * 3600) {
            return two(seconds / 3600, "h", seconds / 60 % 60, "m");
        }
        return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86400 + "d";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : small + smallUnit);
    }
}
