package dev.mcm.atctl.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows of text under a header, in columns.
final class Columns {
    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;

    Columns(String... header) {
        widths = new int[header.length];
        add((Object[]) header);
    }

    Columns add(Object... cells) {
        String[] row =
                Arrays.stream(cells)
                        .map(String::valueOf)
                        .map(c -> c.isEmpty() ? "-" : c)
                        .toArray(String[]::new);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row[i].length());
        }
        rows.add(row);
        return this;
    }

    List<String> lines() {
        return rows.stream().map(this::line).toList();
    }

    private String line(String[] row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 3));
        }
        return line.toString().stripTrailing();
    }
}
