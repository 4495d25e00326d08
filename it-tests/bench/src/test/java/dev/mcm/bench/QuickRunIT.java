package dev.mcm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A benchmark at a size at which its figures mean nothing: it runs, and says all of them.
class QuickRunIT {

    @Test
    @Tag("long")
    void schedulerDecidesMovesNothingOnRestartAndSaysSo() throws Exception {
        JsonNode figures = run("scheduler");
        for (String figure :
                List.of(
                        "decisions_per_s",
                        "ratio_vs_jdbc",
                        "p99_unloaded_ms",
                        "plane_loss_s",
                        "restart_30k_s",
                        "restart_moves",
                        "heap_mib",
                        "growth_ratio")) {
            assertThat(figures.path(figure).isNumber()).as(figure).isTrue();
        }
        assertThat(figures.path("restart_moves").asDouble()).isZero();
        assertThat(figures.path("p99_unloaded_ms").asDouble()).isPositive();
        assertThat(figures.path("settings").path("deployments").asText()).isEqualTo("40");
    }

    private static JsonNode run(String bench) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(BenchMain.run(bench, "--quick")).isZero();
        } finally {
            System.setOut(before);
            before.print(printed.toString(StandardCharsets.UTF_8));
        }
        String last = printed.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        assertThat(last).startsWith("BENCH " + bench + " {");
        return new ObjectMapper().readTree(last.substring(last.indexOf('{')));
    }
}
