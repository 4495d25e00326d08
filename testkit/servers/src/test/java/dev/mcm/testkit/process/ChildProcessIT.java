package dev.mcm.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.net.FreePorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;
    private Path log;

    @BeforeEach
    void nameLog() {
        log = directory.resolve("child.log");
    }

    @Test
    void aChildIsReadyWhenItsUrlAnswersAndStopsInOrder() {
        int port = FreePorts.one();
        ChildProcess child = start("serve", Integer.toString(port));
        child.awaitHttp(URI.create("http://127.0.0.1:" + port + "/readyz"), SOON);
        child.stop();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.logTail()).contains("shutdown hook ran");
    }

    @Test
    void whatHeldOnceIsNotAskedAgain() {
        ChildProcess child = start("wait");
        AtomicInteger asked = new AtomicInteger();
        child.awaitReady("the second answer", SOON, () -> asked.incrementAndGet() == 2);
        assertThat(asked).hasValue(2);
        child.killHard();
    }

    @Test
    void aKilledChildRunsNoShutdownHook() {
        ChildProcess child = start("wait");
        child.awaitLog("waiting", SOON);
        child.killHard();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.logTail()).doesNotContain("shutdown hook ran");
    }

    @Test
    void aChildThatFailsIsReportedAtOnceWithItsLog() {
        ChildProcess child = start("fail");
        long begin = System.nanoTime();
        assertThatThrownBy(() ->
                        child.awaitHttp(URI.create("http://127.0.0.1:1/"), Duration.ofMinutes(5)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exited with 1")
                .hasMessageContaining("the configured failure");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aChildExitsInOrderWhenItsParentIsKilled() {
        Path childLog = directory.resolve("grandchild.log");
        ChildProcess parent = start("parent", childLog.toString());
        parent.awaitLog("child pid ", SOON);
        ProcessHandle grandchild = ProcessHandle.of(pidIn(log)).orElseThrow();
        parent.killHard();
        Waiting.until("end of the grandchild", SOON, () -> !Signals.isRunning(grandchild));
        assertThat(LogTail.contains(childLog, "shutdown hook ran")).isTrue();
    }

    @Test
    void aPausedChildKeepsSilentUntilItIsResumed() {
        int port = FreePorts.one();
        URI url = URI.create("http://127.0.0.1:" + port + "/readyz");
        try (ChildProcess child = start("serve", Integer.toString(port))) {
            child.awaitHttp(url, SOON);
            child.pause();
            assertThatThrownBy(() -> child.awaitHttp(url, Duration.ofMillis(100)))
                    .hasMessageContaining("is running");
            child.resume();
            child.awaitHttp(url, SOON);
        }
    }

    @Test
    void aPausedChildHasStoppedWhenPauseReturns() {
        int port = FreePorts.one();
        try (ChildProcess child = start("serve", Integer.toString(port))) {
            child.awaitHttp(URI.create("http://127.0.0.1:" + port + "/readyz"), SOON);
            for (int time = 1; time <= 50; time++) {
                child.pause();
                assertThat(Signals.isStopped(child.pid())).as("stopped, time %d", time).isTrue();
                child.resume();
            }
        }
    }

    @Test
    void configurationOfTheParentDoesNotReachTheChild() {
        ChildProcess child =
                JavaCommand.of(ChildFixtureMain.class)
                        .arguments("environment")
                        .environment("MCM_TEST_OWN", "given")
                        .log(log)
                        .start();
        assertThat(child.exitCode().join()).isZero();
        assertThat(child.logTail()).contains("MCM_ variables: [MCM_TEST_OWN]");
    }

    private static long pidIn(Path log) {
        return Long.parseLong(LogTail.last(log, 1).substring("child pid ".length()));
    }

    private ChildProcess start(String... arguments) {
        return JavaCommand.of(ChildFixtureMain.class).arguments(arguments).log(log).start();
    }
}
