package dev.mcm.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangeTurnsTest {
    private final ChangeTurns turns = new ChangeTurns();

    @Test
    void everyChangeIsAnotherThanTheOneBefore() {
        assertThat(turns.next("d")).isTrue();
        assertThat(turns.next("e")).isTrue();
        assertThat(turns.next("d")).isFalse();
        assertThat(turns.next("d")).isTrue();
    }
}
