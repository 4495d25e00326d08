package dev.mcm.sim.suite;

import dev.mcm.sim.input.ScenarioSource;
import dev.mcm.sim.invariant.Violation;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// Many seeds, on all processors.
final class Suite {
    /// Of one kind of violation.
    ///
    /// @param seed the first that has it
    record Found(Violation violation, long seed, int seeds) {
        /// With its shortest form, for a reader.
        String report() {
            return Replay.of(seed, violation.kind()).report(violation);
        }

        Found plus(Found other) {
            Found first = seed <= other.seed ? this : other;
            return new Found(first.violation, first.seed, seeds + other.seeds);
        }
    }

    /// @param found by kind
    record Result(long seeds, long events, Map<String, Found> found) {}

    private Suite() {}

    static Result run(long from, long seeds) {
        return LongStream.range(from, from + seeds)
                .parallel()
                .mapToObj(seed -> SeedRun.of(ScenarioSource.of(seed)))
                .map(Suite::result)
                .reduce(new Result(0, 0, Map.of()), Suite::plus);
    }

    private static Result result(SeedRun run) {
        Map<String, Found> found = new TreeMap<>();
        run.violations()
                .forEach(violation ->
                        found.put(
                                violation.kind(), new Found(violation, run.scenario().seed(), 1)));
        return new Result(1, run.events(), found);
    }

    private static Result plus(Result left, Result right) {
        Map<String, Found> found = new TreeMap<>(left.found);
        right.found.forEach((kind, each) -> found.merge(kind, each, Found::plus));
        return new Result(left.seeds + right.seeds, left.events + right.events, found);
    }
}
