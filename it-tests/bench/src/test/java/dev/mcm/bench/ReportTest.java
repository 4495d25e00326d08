package dev.mcm.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Settings SETTINGS = Settings.none().with("rounds", 3).with("name", "x");

    @Test
    void theLastLineHasFiguresReferenceAndSettings() {
        Report report = new Report();
        report.figure(
                "writes_per_s",
                new Rounds(List.of(30.0, 10.0, 20.126)),
                new Rounds(List.of(5.0)),
                "1/s");
        report.figure("list_ms", new Rounds(List.of(1.0)), null, "ms");
        assertThat(report.lastLine("plane", SETTINGS))
                .isEqualTo(
                        "BENCH plane {\"writes_per_s\":20.13,\"list_ms\":1.0,\"reference\":"
                                + "{\"writes_per_s\":5.0,\"list_ms\":null},\"settings\":"
                                + "{\"rounds\":\"3\",\"name\":\"x\"}}");
        assertThat(report.table()).contains("writes_per_s").contains("4.03");
    }

    @Test
    void theMedianOfAnEvenNumberOfRoundsLiesBetween() {
        assertThat(new Rounds(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
    }

    @Test
    void warmUpRoundsDoNotCount() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Rounds rounds =
                Rounds.of(
                        1,
                        2,
                        round -> {
                            seen.add(round);
                            return round;
                        });
        assertThat(seen).containsExactly(0, 1, 2);
        assertThat(rounds.values()).containsExactly(1.0, 2.0);
    }

    @Test
    void settingsAreOverriddenByNameAndUnknownOnesRefused() {
        assertThat(SETTINGS.override("--rounds", "7").count("rounds")).isEqualTo(7);
        assertThatThrownBy(() -> SETTINGS.override("--round", "7"))
                .hasMessageContaining("setting --round (expected: one of [rounds, name])");
        assertThatThrownBy(() -> SETTINGS.override("--rounds"))
                .hasMessageContaining("--rounds: no value");
        assertThatThrownBy(() -> SETTINGS.override("--rounds", "0").count("rounds"))
                .hasMessageContaining("whole number of at least 1");
    }
}
