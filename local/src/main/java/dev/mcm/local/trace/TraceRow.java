package dev.mcm.local.trace;

import java.util.Map;

/// A line of a trace by column name.
record TraceRow(String file, int line, Map<String, String> cells) {
    String text(String column) {
        String cell = cells.get(column);
        if (cell == null) {
            throw new IllegalArgumentException(
                    "column %s of %s (expected: one of %s)"
                            .formatted(column, file, cells.keySet()));
        }
        return cell;
    }

    int integer(String column) {
        return Integer.parseInt(text(column));
    }

    long number(String column) {
        return Long.parseLong(text(column));
    }
}
