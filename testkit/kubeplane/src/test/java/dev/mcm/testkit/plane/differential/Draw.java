package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.RandomSource;
import dev.mcm.testkit.plane.store.Trees;
import java.util.List;
import java.util.random.RandomGenerator;

/// Choices that follow from a seed.
final class Draw {

    private final RandomGenerator random;

    Draw(long seed) {
        random = RandomSource.seeded(seed);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /// From 0 to `most`, both included.
    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    @SafeVarargs
    final <T> T one(T... options) {
        return options[random.nextInt(options.length)];
    }

    <T> T one(List<T> options) {
        return options.get(random.nextInt(options.size()));
    }

    /// Sets `field` (a path with slashes) of `object` to one of the JSON texts, with a probability.
    void maybe(ObjectNode object, double probability, String field, String... options) {
        if (chance(probability)) {
            String[] steps = field.split("/");
            ObjectNode parent = object;
            for (int i = 0; i < steps.length - 1; i++) {
                parent = Trees.ensure(parent, steps[i]);
            }
            parent.set(steps[steps.length - 1], Trees.parse(one(options)));
        }
    }
}
