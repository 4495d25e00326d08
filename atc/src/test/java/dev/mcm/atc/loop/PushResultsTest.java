package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.port.PushLog;
import dev.mcm.atc.port.PushTask;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.push.Push;
import dev.mcm.state.push.PushKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PushResultsTest {
    private static final PlaneId PLANE = new PlaneId("p1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Push> written = new ArrayList<>();
    private final List<PushKey> forgotten = new ArrayList<>();
    private Runnable beforeWrite = () -> {};
    private final PushLog log =
            (done, gone) -> {
                beforeWrite.run();
                written.addAll(done);
                forgotten.addAll(gone);
            };
    private final PushResults results = new PushResults(PLANE, log, () -> NOW);

    private static PushTask task(DeploymentId id, long version, @Nullable Push last) {
        return new PushTask(
                FakeDatabase.facts(id), List.of(FakeDatabase.placed(id, 1, version)), last, false);
    }

    private static Push push(DeploymentId id, long version, int failures) {
        return new Push(new PushKey(id, PLANE), version, version, "", failures, NOW, NOW);
    }

    @Test
    void aPushThatWasAppliedIsWrittenOnceWithItsVersion() {
        results.applied(task(id(1), 7, null));

        results.write();
        results.write();

        assertThat(written).containsExactly(push(id(1), 7, 0));
    }

    @Test
    void aFailureKeepsWhatWasAppliedAndCountsOn() {
        results.failed(task(id(1), 9, push(id(1), 7, 2)), "no\0 room");

        results.write();

        assertThat(written)
                .containsExactly(
                        new Push(new PushKey(id(1), PLANE), 9, 7, "no  room", 3, NOW, NOW));
    }

    /// The next task is read before the result of the last is written.
    @Test
    void aFailureKnowsOfASuccessThatIsNotWrittenYet() {
        results.applied(task(id(1), 8, push(id(1), 7, 2)));
        results.failed(task(id(1), 9, push(id(1), 7, 2)), "no room");

        results.write();

        assertThat(written)
                .containsExactly(new Push(new PushKey(id(1), PLANE), 9, 8, "no room", 1, NOW, NOW));
    }

    @Test
    void nothingIsWrittenOfWhatIsGoneBeforeItWas() {
        results.applied(task(id(1), 8, null));
        results.gone(task(id(1), 8, null));

        results.write();

        assertThat(written).isEmpty();
    }

    @Test
    void aPushThatIsGoneIsForgottenWhereItWasWritten() {
        results.gone(task(id(1), 7, null));
        results.gone(task(id(2), 7, push(id(2), 7, 0)));

        results.write();

        assertThat(forgotten).containsExactly(new PushKey(id(2), PLANE));
    }

    @Test
    void theLatestResultOfADeploymentCounts() {
        results.failed(task(id(1), 7, null), "no");
        results.applied(task(id(1), 8, null));

        results.write();

        assertThat(written).containsExactly(push(id(1), 8, 0));
    }

    @Test
    void whatCannotBeWrittenStaysAndWhatComesMeanwhileToo() {
        results.applied(task(id(1), 7, null));
        beforeWrite =
                () -> {
                    results.applied(task(id(1), 8, null));
                    throw new IllegalStateException("no database");
                };
        assertThatThrownBy(results::write).hasMessage("no database");
        beforeWrite = () -> results.applied(task(id(1), 9, null));

        results.write();
        beforeWrite = () -> {};
        results.write();

        assertThat(written).containsExactly(push(id(1), 8, 0), push(id(1), 9, 0));
    }
}
