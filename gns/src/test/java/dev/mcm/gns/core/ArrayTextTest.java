package dev.mcm.gns.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrayTextTest {
    @Test
    void itemsOfEveryKindAreWritten() {
        assertThat(ArrayText.json(Arrays.asList("eu", 1, true, null)))
                .isEqualTo("[\"eu\",1,true,null]");
        assertThat(ArrayText.json(List.of())).isEqualTo("[]");
    }

    @Test
    void specialCharactersAreEscaped() {
        assertThat(ArrayText.json(List.of("a\"b\\c\nd"))).isEqualTo("[\"a\\\"b\\\\c\\u000ad\"]");
    }
}
