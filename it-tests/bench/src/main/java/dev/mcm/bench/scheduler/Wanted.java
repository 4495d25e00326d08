package dev.mcm.bench.scheduler;

import java.util.function.Predicate;

/// What a change asks for, told by the counts of its deployment's placements.
sealed interface Wanted {
    /// All is as it was asked for.
    boolean holds(PlacedCounts counts);

    /// Whether counts answer a change that was made while they stood as now.
    Predicate<PlacedCounts> answer(PlacedCounts now);

    /// So many replicas in all.
    record Total(int replicas) implements Wanted {
        @Override
        public boolean holds(PlacedCounts counts) {
            return counts.total() == replicas;
        }

        @Override
        public Predicate<PlacedCounts> answer(PlacedCounts now) {
            return this::holds;
        }
    }

    /// So many replicas in all, of this instance type. The answer is the first step of the
    /// hand-over, one more of it or one less of another: further ones wait for replicas to be
    /// ready.
    record OfType(String instanceType, int replicas) implements Wanted {
        @Override
        public boolean holds(PlacedCounts counts) {
            return counts.total() == replicas && counts.ofType(instanceType) == replicas;
        }

        @Override
        public Predicate<PlacedCounts> answer(PlacedCounts now) {
            int own = now.ofType(instanceType);
            int others = now.total() - own;
            return counts ->
                    counts.ofType(instanceType) > own
                            || counts.total() - counts.ofType(instanceType) < others;
        }
    }
}
