package dev.mcm.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ViewTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void textIsAlignedToTheLeftAndNumbersToTheRight() {
        assertThat(new TextTable("NAME", "COUNT").row("a", 5).row("bcdefg", 12).lines())
                .containsExactly("NAME    COUNT", "a           5", "bcdefg     12");
    }

    @Test
    void theBarIsFullAtOneAndNeverLeavesItsFrame() {
        assertThat(Screen.bar(1)).isEqualTo("[" + "#".repeat(30) + "] 100 %");
        assertThat(Screen.bar(7)).isEqualTo(Screen.bar(1));
        assertThat(Screen.bar(-1)).startsWith("[...");
    }

    @Test
    void withoutATerminalTheLivePartIsPrintedSeldomAndWithoutControlCharacters() {
        Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        Instant start = Instant.EPOCH.plusSeconds(1_000);
        screen.live(List.of("one"), start);
        screen.live(List.of("two"), start.plusSeconds(1));
        screen.live(List.of("three"), start.plus(Screen.QUIET));

        assertThat(output()).isEqualTo("one\nthree\n");
    }

    @Test
    void onATerminalTheLivePartIsDrawnInPlace() {
        Screen screen = new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8), true);
        screen.live(List.of("one", "more"), Instant.EPOCH);
        screen.live(List.of("two"), Instant.EPOCH.plus(Duration.ofSeconds(1)));

        assertThat(output()).isEqualTo("one\nmore\n\u001b[2A\r\u001b[0Jtwo\n");
    }

    private String output() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
