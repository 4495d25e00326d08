package dev.mcm.sim.suite;

import dev.mcm.sim.input.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Leaves inputs out of a scenario for as long as it still fails: delta debugging, from halves down
/// to single inputs (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input").
final class Shrinker {
    private final Predicate<Scenario> fails;

    Shrinker(Predicate<Scenario> fails) {
        this.fails = fails;
    }

    /// @return one that fails, and would not without any single one of its inputs
    Scenario shrink(Scenario scenario) {
        Scenario smallest = scenario;
        int parts = 2;
        while (!smallest.inputs().isEmpty()) {
            Scenario smaller = withoutOnePart(smallest, parts);
            if (smaller != null) {
                smallest = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= smallest.inputs().size()) {
                break;
            } else {
                parts = Math.min(smallest.inputs().size(), 2 * parts);
            }
        }
        return smallest;
    }

    private @Nullable Scenario withoutOnePart(Scenario scenario, int parts) {
        List<Scenario.Timed> inputs = scenario.inputs();
        for (int part = 0; part < parts; part++) {
            int from = inputs.size() * part / parts;
            int to = inputs.size() * (part + 1) / parts;
            List<Scenario.Timed> rest = new ArrayList<>(inputs.subList(0, from));
            rest.addAll(inputs.subList(to, inputs.size()));
            if (to > from && fails.test(scenario.with(rest))) {
                return scenario.with(rest);
            }
        }
        return null;
    }
}
