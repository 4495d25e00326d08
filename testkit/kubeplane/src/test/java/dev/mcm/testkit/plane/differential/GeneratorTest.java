package dev.mcm.testkit.plane.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    @Test
    void theSameSeedMakesTheSameRequests() {
        assertThat(Generator.sequence(7).text()).isEqualTo(Generator.sequence(7).text());
        assertThat(Generator.sequence(7).text()).isNotEqualTo(Generator.sequence(8).text());
    }

    @Test
    void aHundredSeedsUseEveryVerbOnEveryKindAndKeepToTheirLength() {
        Set<String> verbs = new HashSet<>();
        Set<String> creations = new HashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            Sequence sequence = Generator.sequence(seed);
            assertThat(sequence.requests()).hasSizeBetween(20, 60);
            for (Request request : sequence.requests()) {
                verbs.add(request.verb());
                creations.add(request.verb() + " " + request.target().kind());
            }
        }
        assertThat(verbs).hasSize(9);
        for (Kind kind : Kind.values()) {
            assertThat(creations).contains("Create " + kind, "Apply " + kind, "Watch " + kind);
        }
    }
}
