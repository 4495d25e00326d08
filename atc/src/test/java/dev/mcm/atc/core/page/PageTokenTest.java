package dev.mcm.atc.core.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageTokenTest {
    @Test
    void aTokenGivesBackItsPosition() {
        String token = PageToken.of("models/acme", List.of("a", "m-0123456789"));

        assertThat(PageToken.position(token, "models/acme", 2))
                .containsExactly("a", "m-0123456789");
        assertThat(PageToken.position("", "models/acme", 2)).isEmpty();
    }

    @Test
    void aTokenOfAnotherQueryOrNoTokenAtAllIsRefused() {
        String token = PageToken.of("models/acme", List.of("a"));

        assertRefused(() -> PageToken.position(token, "models/other", 1));
        assertRefused(() -> PageToken.position(token, "models/acme", 2));
        assertRefused(() -> PageToken.position("not a token!", "models/acme", 1));
    }

    @Test
    void pageSizesOutsideTheirRangeAreRefused() {
        assertThat(PageToken.size(0)).isEqualTo(100);
        assertThat(PageToken.size(1000)).isEqualTo(1000);
        assertThatThrownBy(() -> PageToken.size(-1)).isInstanceOf(McmException.class);
        assertThatThrownBy(() -> PageToken.size(1001)).isInstanceOf(McmException.class);
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PAGE_TOKEN));
    }
}
