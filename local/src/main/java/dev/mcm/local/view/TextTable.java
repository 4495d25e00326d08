package dev.mcm.local.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A table of text with aligned columns: the first column to the left, numbers to the right.
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    public TextTable(String... header) {
        columns = header.length;
        row((Object[]) header);
    }

    /// Adds a row with as many cells as the header.
    public TextTable row(Object... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException(
                    "cells: " + cells.length + " (expected: " + columns + ")");
        }
        rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    public List<String> lines() {
        int[] widths =
                IntStream.range(0, columns)
                        .map(c -> rows.stream().mapToInt(r -> r.get(c).length()).max().orElse(0))
                        .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }

    private String line(List<String> row, int[] widths) {
        return IntStream.range(0, columns)
                .mapToObj(c ->
                        isNumber(row.get(c)) && c > 0
                                ? " ".repeat(widths[c] - row.get(c).length()) + row.get(c)
                                : row.get(c) + " ".repeat(widths[c] - row.get(c).length()))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static boolean isNumber(String cell) {
        return !cell.isEmpty()
                && cell.chars().allMatch(ch -> Character.isDigit(ch) || ch == '.' || ch == '-');
    }
}
