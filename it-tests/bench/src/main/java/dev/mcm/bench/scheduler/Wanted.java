package dev.mcm.bench.scheduler;

/// What a change asks for, told by the counts of its deployment's placements.
sealed interface Wanted {
    boolean holds(PlacedCounts counts);

    /// So many replicas in all.
    record Total(int replicas) implements Wanted {
        @Override
        public boolean holds(PlacedCounts counts) {
            return counts.total() == replicas;
        }
    }

    /// Some replicas of an instance type, or none.
    record OfType(String instanceType, boolean some) implements Wanted {
        @Override
        public boolean holds(PlacedCounts counts) {
            return counts.ofType(instanceType) > 0 == some;
        }
    }
}
