package dev.mcm.local.view;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Standard output with a live part at its end: on a terminal the live part is drawn again in
/// place, elsewhere it is printed at most every [#QUIET]. Not thread-safe.
public final class Screen {
    /// Without a terminal the live part is printed this often.
    static final Duration QUIET = Duration.ofSeconds(10);

    private static final int BAR = 30;
    private static final String CLEAR_TO_END = "\u001b[0J";

    private final PrintStream out;
    private final boolean terminal;
    private int liveLines;
    private Instant lastPrinted = Instant.EPOCH;

    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Standard output; live when it is a terminal.
    @SuppressWarnings(
            "SystemConsoleNull") // It is null here, where neither input nor output is a terminal.
    public static Screen standard() {
        Console console = System.console();
        return new Screen(System.out, console != null && console.isTerminal());
    }

    /// Prints a line that stays.
    public void say(String line) {
        erase();
        out.println(line);
        out.flush();
    }

    /// Shows the live part as it is now.
    public void live(List<String> lines, Instant now) {
        if (!terminal && Duration.between(lastPrinted, now).compareTo(QUIET) < 0) {
            return;
        }
        lastPrinted = now;
        erase();
        lines.forEach(out::println);
        out.flush();
        liveLines = terminal ? lines.size() : 0;
    }

    /// "[#####.....] 50 %"
    public static String bar(double share) {
        double clamped = Math.clamp(share, 0.0, 1.0);
        int full = (int) Math.round(clamped * BAR);
        return "["
                + "#".repeat(full)
                + ".".repeat(BAR - full)
                + "] "
                + Math.round(clamped * 100)
                + " %";
    }

    private void erase() {
        if (liveLines > 0) {
            out.print("\u001b[" + liveLines + "A\r" + CLEAR_TO_END);
            liveLines = 0;
        }
    }
}
