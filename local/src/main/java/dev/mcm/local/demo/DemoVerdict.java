package dev.mcm.local.demo;

import java.util.ArrayList;
import java.util.List;

/// What the demo promised and whether it held. Not thread-safe.
final class DemoVerdict {
    private final List<String> lines = new ArrayList<>();
    private boolean passed = true;

    /// @param found the figure seen
    void check(String promise, boolean held, String found) {
        lines.add((held ? "  ok    " : "  FAIL  ") + promise + ": " + found);
        passed &= held;
    }

    boolean passed() {
        return passed;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
