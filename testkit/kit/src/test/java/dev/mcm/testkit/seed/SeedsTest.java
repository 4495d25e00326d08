package dev.mcm.testkit.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void theFixedSeedsAndAFreshOneAreChecked() {
        Set<Long> first = new HashSet<>();
        Set<Long> second = new HashSet<>();
        Seeds.check(5, random -> first.add(random.nextLong()));
        Seeds.check(5, random -> second.add(random.nextLong()));
        assertThat(first).hasSize(6);
        first.retainAll(second);
        assertThat(first).hasSize(5);
    }

    @Test
    void aParameterizedTestGetsTheSameSeeds() {
        assertThat(Seeds.stream(3).boxed()).hasSize(4).startsWith(1L, 2L, 3L);
        assertThat(Seeds.stream(3).max()).isNotEqualTo(Seeds.stream(3).max());
    }

    @Test
    void aFailureNamesItsSeed() {
        long bad = Seeds.random(3).nextLong();
        assertThatThrownBy(() ->
                        Seeds.check(5, random -> assertThat(random.nextLong()).isNotEqualTo(bad)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 3");
    }
}
