package dev.mcm.shared.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.config.ConfigException;
import dev.mcm.shared.lifecycle.Part;
import dev.mcm.shared.time.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ServiceTest {
    private static final Map<String, String> ENV =
            Map.of(
                    "MCM_DEMO_HTTP_HOST",
                    "127.0.0.1",
                    "MCM_DEMO_HTTP_PORT",
                    "0",
                    "MCM_DEMO_GREETING",
                    "hello");

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean connected = new AtomicBoolean();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private final Service<String> demo =
            new Service<>(
                    "demo",
                    "Greets.",
                    in -> in.string("GREETING", "What to say.").required("hi"),
                    (greeting, platform) -> {
                        platform.lifecycle()
                                .add(
                                        Part.of(
                                                "greeter",
                                                () -> events.add("+" + greeting),
                                                () -> events.add("-" + greeting)));
                        platform.checks()
                                .ready(
                                        "connection",
                                        () ->
                                                connected.get()
                                                        ? Optional.empty()
                                                        : Optional.of("connecting"));
                    });

    @Test
    void aServiceIsReadyWhenItsPartsRunAndItsChecksHold() throws Exception {
        try (RunningService running = RunningService.start(demo, quick(), time)) {
            assertThat(events).containsExactly("+hello");
            assertThat(running.operationsPort()).isPositive();
            assertThat(running.isReady()).isFalse();
            connected.set(true);
            assertThat(running.isReady()).isTrue();
        }
        assertThat(events).containsExactly("+hello", "-hello");
    }

    @Test
    void stoppingIsNotReadyForTheQuietPeriodBeforeThePartsStop() throws Exception {
        connected.set(true);
        RunningService running = RunningService.start(demo, ENV, time);

        Thread stopper = Thread.ofVirtual().start(running::close);
        time.awaitWaiting(1);
        assertThat(running.isReady()).isFalse();
        assertThat(events).containsExactly("+hello");
        time.advance(Duration.ofSeconds(2));
        stopper.join();

        assertThat(events).containsExactly("+hello", "-hello");
    }

    @Test
    void aPartThatDoesNotStartEndsTheStart() {
        Service<String> broken =
                new Service<>(
                        "demo",
                        "Breaks.",
                        demo.config(),
                        (greeting, platform) -> {
                            demo.assembly().assemble(greeting, platform);
                            platform.lifecycle()
                                    .add(
                                            Part.of(
                                                    "broken",
                                                    () -> {
                                                        throw new IOException("no disk");
                                                    },
                                                    () -> {}));
                        });

        assertThatThrownBy(() -> RunningService.start(broken, ENV, time)).hasMessage("no disk");
        assertThat(events).containsExactly("+hello", "-hello");
        assertThat(launch(broken, ENV)).isEqualTo(new ServiceRunner.Ended(1));
        assertThat(events).containsExactly("+hello", "-hello", "prepared", "+hello", "-hello");
    }

    @Test
    void aWrongConfigurationIsReportedAndExitsWithTwo() {
        Map<String, String> wrong =
                Map.of("MCM_DEMO_HTTP_PORT", "high", "MCM_DEMO_GRETING", "hello");

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> RunningService.start(demo, wrong, time));
        assertThat(launch(demo, wrong)).isEqualTo(new ServiceRunner.Ended(2));
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains(
                        "3 problems",
                        "MCM_DEMO_HTTP_PORT: 'high'",
                        "MCM_DEMO_GREETING: is not set",
                        "did you mean MCM_DEMO_GREETING?");
    }

    @Test
    void helpAndDescriptionListAllKeys() {
        assertThat(launch(demo, Map.of(), "--help")).isEqualTo(new ServiceRunner.Ended(0));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("demo: Greets.", "MCM_DEMO_GREETING", "MCM_DEMO_SHUTDOWN_QUIET_PERIOD");
        out.reset();

        assertThat(launch(demo, Map.of(), "--describe-config"))
                .isEqualTo(new ServiceRunner.Ended(0));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(ServiceRunner.describeConfig(demo))
                .contains("| `MCM_DEMO_HTTP_PORT` |");
    }

    @Test
    void anUnknownArgumentExitsWithTwo() {
        assertThat(launch(demo, ENV, "--verbose")).isEqualTo(new ServiceRunner.Ended(2));
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--verbose");
    }

    private ServiceRunner.Launch launch(
            Service<?> service, Map<String, String> env, String... args) {
        ServiceRunner.Console console =
                new ServiceRunner.Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return ServiceRunner.launch(service, env, args, console, _ -> events.add("prepared"));
    }

    private static Map<String, String> quick() {
        Map<String, String> env = new HashMap<>(ENV);
        env.put("MCM_DEMO_SHUTDOWN_QUIET_PERIOD", "0");
        return env;
    }
}
