package dev.mcm.sim.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.sim.input.Scenario;
import dev.mcm.sim.input.ScenarioSource;
import dev.mcm.sim.plane.PlaneDesign.BinderKind;
import dev.mcm.sim.world.SchedulerSetup;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The slice of `make suite-sim` that the gate runs.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SimulatorTest {
    private static final int SEEDS = 30;

    /// Those that show what a worse Scheduler does, the last ones beyond the slice: tried first.
    private static final long[] TELLING = {24, 25, 13, 3, 63, 108};

    @Test
    void nothingIsBroken() {
        Suite.Result result = Suite.run(1, SEEDS);
        assertThat(result.found().values()).extracting(Suite.Found::report).isEmpty();
        assertThat(result.events()).isGreaterThan(SEEDS * 2_000L);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 24, 63})
    void aMemoryChangesNoDecision(long seed) {
        SchedulerSetup comparing = new SchedulerSetup(SchedulerPolicy.DEFAULT, ComparingStore::new);
        assertThat(SeedRun.of(ScenarioSource.of(seed), comparing).violations()).isEmpty();
    }

    /// Beyond the slice, what it does not have: load of a late plane that comes to others, and a
    /// plane that is back while nobody but the Autoscaler hears it.
    @ParameterizedTest
    @ValueSource(longs = {1146, 3316})
    void seedThatOnceBrokeSomethingHolds(long seed) {
        assertThat(SeedRun.of(ScenarioSource.of(seed)).violations()).isEmpty();
    }

    /// One of those seeds, of the slice or of the scenario that is made for a binder shows each of
    /// them.
    @ParameterizedTest
    @EnumSource(Mutation.class)
    void aWorseSchedulerIsCaught(Mutation mutation) {
        Stream<Scenario> slice =
                Stream.concat(
                        OtherBinderTest.scenarios(BinderKind.SPREADING),
                        LongStream.concat(LongStream.of(TELLING), LongStream.rangeClosed(1, SEEDS))
                                .mapToObj(ScenarioSource::of));
        assertThat(
                        slice.anyMatch(scenario ->
                                !SeedRun.of(scenario, mutation.setup()).violations().isEmpty()))
                .as(mutation.name())
                .isTrue();
    }

    @Test
    void theSameSeedRunsTheSameWay() {
        List<String> first = Replay.traceOf(ScenarioSource.of(7));
        assertThat(Replay.traceOf(ScenarioSource.of(7))).isEqualTo(first).hasSizeGreaterThan(50);
        assertThat(Replay.traceOf(ScenarioSource.of(8))).isNotEqualTo(first);
    }
}
