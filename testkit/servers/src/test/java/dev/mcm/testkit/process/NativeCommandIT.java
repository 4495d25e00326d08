package dev.mcm.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.time.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCommandIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;

    @Test
    void aProgramLogsToItsFileAndStopsOnDemand() {
        ChildProcess shell =
                NativeCommand.of(Path.of("/bin/sh"))
                        .arguments(List.of("-c", "echo at work; exec sleep 600"))
                        .start(directory.resolve("sh.log"));
        shell.awaitLog("at work", SOON);
        shell.stop();
        assertThat(shell.isAlive()).isFalse();
    }

    @Test
    void aProgramEndsWhenItsParentIsKilled() {
        Path log = directory.resolve("parent.log");
        ChildProcess parent =
                JavaCommand.of(ChildFixtureMain.class).arguments("native-parent").log(log).start();
        parent.awaitLog("child pid ", SOON);
        long pid = Long.parseLong(LogTail.last(log, 1).substring("child pid ".length()));
        ProcessHandle program = ProcessHandle.of(pid).orElseThrow();
        assertThat(Signals.isRunning(program)).isTrue();
        parent.killHard();
        Waiting.until("end of the program", SOON, () -> !Signals.isRunning(program));
    }
}
