package dev.mcm.bench;

import java.util.ArrayList;
import java.util.List;

/// A table of text with aligned columns: the first to the left, the others to the right.
final class FigureTable {

    private final List<List<String>> rows = new ArrayList<>();

    FigureTable(String... heads) {
        rows.add(List.of(heads));
    }

    void row(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "cells of a row: "
                            + cells.length
                            + " (expected: "
                            + rows.getFirst().size()
                            + ")");
        }
        rows.add(List.of(cells));
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String gap = " ".repeat(width(column) - cell.length());
                line.append(column == 0 ? cell + gap : "  " + gap + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
    }
}
