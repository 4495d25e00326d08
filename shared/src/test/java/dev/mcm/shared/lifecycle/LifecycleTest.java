package dev.mcm.shared.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final List<String> events = new ArrayList<>();
    private final Lifecycle lifecycle = new Lifecycle();

    @Test
    void partsStartInOrderAndStopInReverse() throws Exception {
        lifecycle.add(part("a")).add(part("b")).add(part("c"));

        lifecycle.start();
        lifecycle.stop();

        assertThat(events).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
    }

    @Test
    void startAndStopTwiceAreOnce() throws Exception {
        lifecycle.add(part("a"));

        lifecycle.start();
        lifecycle.start();
        lifecycle.stop();
        lifecycle.stop();

        assertThat(events).containsExactly("+a", "-a");
    }

    @Test
    void aPartThatDoesNotStartStopsItselfAndThoseBefore() {
        lifecycle.add(part("a"));
        lifecycle.add(failing("b", true, false));
        lifecycle.add(part("c"));

        assertThatThrownBy(lifecycle::start).isInstanceOf(IOException.class).hasMessage("start b");
        assertThat(events).containsExactly("+a", "+b", "-b", "-a");
        assertThatIllegalStateException().isThrownBy(lifecycle::start);
    }

    @Test
    void failuresToCleanUpAreAttachedToTheFailureToStart() {
        lifecycle.add(failing("a", false, true));
        lifecycle.add(failing("b", true, true));

        assertThatThrownBy(lifecycle::start)
                .hasMessage("start b")
                .satisfies(e ->
                        assertThat(e.getSuppressed())
                                .extracting(Throwable::getMessage)
                                .containsExactly("stop b", "stop a"));
    }

    @Test
    void aPartThatDoesNotStopDoesNotKeepTheOthers() throws Exception {
        lifecycle.add(failing("a", false, true)).add(part("b")).add(failing("c", false, true));
        lifecycle.start();

        assertThatThrownBy(lifecycle::stop)
                .hasMessage("stop c")
                .satisfies(e ->
                        assertThat(e.getSuppressed())
                                .extracting(Throwable::getMessage)
                                .containsExactly("stop a"));
        assertThat(events).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
    }

    @Test
    void ownedResourcesAreClosedEvenWhenNothingStarted() throws Exception {
        lifecycle.own("pool", () -> events.add("-pool"));
        lifecycle.add(part("a"));

        lifecycle.stop();

        assertThat(events).containsExactly("-pool");
    }

    @Test
    void ownedResourcesBehindAFailedPartAreClosedToo() {
        lifecycle.add(failing("a", true, false));
        lifecycle.own("pool", () -> events.add("-pool"));

        assertThatThrownBy(lifecycle::start).hasMessage("start a");
        assertThat(events).containsExactly("+a", "-pool", "-a");
    }

    @Test
    void partsAddedLateAreRefused() throws Exception {
        lifecycle.start();

        assertThatIllegalStateException()
                .isThrownBy(() -> lifecycle.add(part("late")))
                .withMessageContaining("late");
    }

    @Test
    void checksThatFailAreNamedWithTheirReason() {
        HealthChecks checks = new HealthChecks();
        checks.ready("database", Optional::empty);
        checks.ready("kafka", () -> Optional.of("not connected"));
        checks.ready(
                "broken",
                () -> {
                    throw new IllegalStateException("oops");
                });
        checks.alive("loop", Optional::empty);

        assertThat(checks.notReady())
                .containsOnlyKeys("broken", "kafka")
                .containsEntry("kafka", "not connected");
        assertThat(checks.notReady().get("broken")).contains("oops");
        assertThat(checks.notAlive()).isEmpty();
    }

    private Part part(String name) {
        return failing(name, false, false);
    }

    private Part failing(String name, boolean onStart, boolean onStop) {
        return Part.of(
                name,
                () -> event("+" + name, onStart, "start " + name),
                () -> event("-" + name, onStop, "stop " + name));
    }

    private void event(String event, boolean fail, String message) throws IOException {
        events.add(event);
        if (fail) {
            throw new IOException(message);
        }
    }
}
