package dev.mcm.atc.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import org.junit.jupiter.api.Test;

final class PageTest {
    private static final StringValue SMALL = StringValue.of("x");
    private static final StringValue HALF = StringValue.of("x".repeat(520 * 1024));
    private static final StringValue HUGE = StringValue.of("x".repeat(3 * 1024 * 1024));

    @Test
    void aPageEndsWithItsNumberOfItems() {
        Page<StringValue> page = new Page<>(2);

        assertThat(page.add(SMALL)).isTrue();
        assertThat(page.add(SMALL)).isTrue();
        assertThat(page.add(SMALL)).isFalse();
        assertThat(page.items()).containsExactly(SMALL, SMALL);
    }

    @Test
    void aPageEndsBeforeItWeighsMoreThanAMebibyte() {
        Page<StringValue> page = new Page<>(100);

        assertThat(page.add(HALF)).isTrue();
        assertThat(page.add(HALF)).isFalse();
        assertThat(page.items()).containsExactly(HALF);
    }

    @Test
    void oneItemAlwaysFits() {
        Page<StringValue> page = new Page<>(100);

        assertThat(page.add(HUGE)).isTrue();
        assertThat(page.add(SMALL)).isFalse();
        assertThat(page.size()).isEqualTo(1);
    }
}
