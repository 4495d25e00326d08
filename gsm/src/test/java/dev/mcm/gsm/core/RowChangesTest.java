package dev.mcm.gsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RowChangesTest {
    @Test
    void onlyDifferencesAreWritten() {
        RowChanges<String, Integer> changes =
                RowChanges.between(
                        Map.of("same", 1, "old", 2, "changed", 3),
                        Map.of("same", 1, "changed", 4, "new", 5));
        assertThat(changes.upserts()).isEqualTo(Map.of("changed", 4, "new", 5));
        assertThat(changes.deletes()).containsExactly("old");
    }

    @Test
    void equalTablesNeedNothing() {
        assertThat(RowChanges.between(Map.of("a", 1), Map.of("a", 1)).isEmpty()).isTrue();
    }
}
