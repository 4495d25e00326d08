package dev.mcm.testkit.plane.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.plane.controller.ProportionalScale.Set;
import dev.mcm.testkit.seed.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProportionalScaleTest {

    /// The example of the Kubernetes documentation: 10 replicas, surge 3, old 8 and new 5, scaled
    /// to 15: of 5 more pods the larger set gets 3, the smaller 2.
    @Test
    void theDocumentedExample() {
        assertThat(
                        new ProportionalScale(15, 3)
                                .sizes(List.of(new Set("old", 8, 13, 0), new Set("new", 5, 13, 1))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("old", 11, "new", 7));
    }

    @Test
    void scalingToNothingTakesEverything() {
        assertThat(
                        new ProportionalScale(0, 3)
                                .sizes(List.of(new Set("a", 8, 13, 0), new Set("b", 5, 13, 1))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 0, "b", 0));
    }

    @Test
    void ofEqualSetsTheNewerGrowsAndTheOlderShrinksFirst() {
        List<Set> sets = List.of(new Set("older", 2, 4, 0), new Set("newer", 2, 4, 1));
        assertThat(new ProportionalScale(5, 0).sizes(sets))
                .containsExactlyInAnyOrderEntriesOf(Map.of("older", 2, "newer", 3));
        assertThat(new ProportionalScale(3, 0).sizes(sets))
                .containsExactlyInAnyOrderEntriesOf(Map.of("older", 1, "newer", 2));
    }

    @Test
    void theSumIsAlwaysWhatIsAllowed() {
        Seeds.check(
                500,
                random -> {
                    int surge = random.nextInt(4);
                    int before = 1 + random.nextInt(40) + surge;
                    List<Set> sets = new ArrayList<>();
                    int left = before;
                    for (int i = 0; left > 0; i++) {
                        int size = 1 + random.nextInt(left);
                        sets.add(new Set("s" + i, size, before, i));
                        left -= size;
                    }
                    int desired = random.nextInt(60);
                    Map<String, Integer> sizes = new ProportionalScale(desired, surge).sizes(sets);
                    assertThat(sizes.values()).allMatch(s -> s >= 0);
                    assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum())
                            .isEqualTo(desired == 0 ? 0 : desired + surge);
                });
    }
}
