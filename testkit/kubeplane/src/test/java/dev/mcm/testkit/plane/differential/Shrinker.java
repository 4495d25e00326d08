package dev.mcm.testkit.plane.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Drops requests from a sequence while it stays interesting.
final class Shrinker {

    private Shrinker() {}

    /// The shortest sequence found by dropping ever smaller runs of requests; each step keeps its
    /// number.
    static Sequence shrink(Sequence sequence, Predicate<Sequence> interesting) {
        List<Request> kept = new ArrayList<>(sequence.requests());
        for (int size = Math.max(kept.size() / 2, 1); size >= 1; size /= 2) {
            for (int from = 0; from < kept.size(); ) {
                List<Request> rest = new ArrayList<>(kept.subList(0, from));
                rest.addAll(kept.subList(Math.min(from + size, kept.size()), kept.size()));
                if (interesting.test(new Sequence(sequence.seed(), rest))) {
                    kept = rest;
                } else {
                    from += size;
                }
            }
        }
        return new Sequence(sequence.seed(), kept);
    }
}
