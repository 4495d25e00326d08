package dev.mcm.sim.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.sim.input.ScenarioSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The slice of `make suite-sim` that the gate runs.
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class SimulatorTest {
    private static final int SEEDS = 30;

    @Test
    void nothingIsBrokenButWhatIsKnown() {
        Suite.Result result = Suite.run(1, SEEDS);
        List<String> broken =
                result.found().values().stream()
                        .filter(found -> KnownFault.of(found.violation()).isEmpty())
                        .map(Suite.Found::report)
                        .toList();
        assertThat(broken).isEmpty();
        assertThat(result.events()).isGreaterThan(SEEDS * 2_000L);
    }

    @ParameterizedTest
    @EnumSource(KnownFault.class)
    void aKnownFaultIsStillThere(KnownFault fault) {
        SeedRun run = SeedRun.of(ScenarioSource.of(fault.seed()));
        assertThat(run.has(fault.kind()))
                .as(
                        "seed %d breaks %s no longer: run more seeds, and if none does, take it off"
                                + " the list",
                        fault.seed(), fault.kind())
                .isTrue();
    }

    @Test
    void theSameSeedRunsTheSameWay() {
        List<String> first = Replay.traceOf(ScenarioSource.of(7));
        assertThat(Replay.traceOf(ScenarioSource.of(7))).isEqualTo(first).hasSizeGreaterThan(50);
        assertThat(Replay.traceOf(ScenarioSource.of(8))).isNotEqualTo(first);
    }
}
