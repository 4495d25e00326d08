package dev.mcm.lsm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.lsm.core.PrometheusText.Measurement;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrometheusTextTest {
    @Test
    void samplesAreReadWithLabelsAndWithout() {
        String page =
                """
                # HELP a something
                # TYPE a gauge
                a 1
                b_total{deployment="d-1"} 2.5e3

                c{x="1",y="2",} 3 1700000000000
                # EOF
                """;
        assertThat(PrometheusText.parse(page))
                .containsExactly(
                        new Measurement("a", Map.of(), 1),
                        new Measurement("b_total", Map.of("deployment", "d-1"), 2_500),
                        new Measurement("c", Map.of("x", "1", "y", "2"), 3));
    }

    @Test
    void labelValuesMayHoldAnything() {
        assertThat(PrometheusText.parse("a{x=\"q\\\"u\\\\o\\nte},=\"} 1"))
                .containsExactly(new Measurement("a", Map.of("x", "q\"u\\o\nte},="), 1));
    }

    @Test
    void infinitiesAndNotANumberAreNumbers() {
        assertThat(PrometheusText.parse("a +Inf\na -Inf\na NaN"))
                .extracting(Measurement::value)
                .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a{x=\"1\"",
                "a{x=1} 2",
                "a{x=\"1} 2",
                "{x=\"1\"} 2",
                "a two",
                "a{x=\"1\" y=\"2\"} 3"
            })
    void anythingElseIsRefusedWithTheLine(String line) {
        assertThatThrownBy(() -> PrometheusText.parse(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + line + "'");
    }
}
