package dev.mcm.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.bench.scheduler.RateSearch.Outcome;
import dev.mcm.bench.scheduler.RateSearch.Trial;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private final List<Double> whole = new ArrayList<>();

    @Test
    void findsTheRateUpToWhichLatencyIsBounded() throws Exception {
        Outcome outcome = search((rate, _) -> rate <= 730 ? 20 : 900, 5_000);
        assertThat(outcome.held())
                .singleElement()
                .satisfies(held -> {
                    assertThat(held.rate()).isBetween(600.0, 730.0);
                    assertThat(whole).containsExactly(held.rate());
                });
    }

    @Test
    void goesDownWhenARateIsGoodForAMomentOnly() throws Exception {
        Outcome outcome = search((rate, all) -> rate <= (all ? 500 : 800) ? 20 : 900, 5_000);
        assertThat(outcome.held())
                .singleElement()
                .satisfies(held -> assertThat(held.rate()).isBetween(400.0, 500.0));
        assertThat(whole).hasSizeGreaterThan(1);
    }

    @Test
    void oneBadMomentAtALowRateDoesNotEndTheSearch() throws Exception {
        Outcome outcome = search((rate, _) -> rate <= 730 && rate != 100 ? 20 : 900, 5_000);
        assertThat(outcome.held())
                .singleElement()
                .satisfies(held -> assertThat(held.rate()).isBetween(600.0, 730.0));
    }

    @Test
    void nothingIsHeldWhereEvenTheFirstRateIsTooSlow() throws Exception {
        Outcome outcome = search((_, _) -> 900, 300);
        assertThat(outcome.held()).isEmpty();
        assertThat(outcome.fastest().decided()).isEqualTo(300);
        assertThat(whole).isEmpty();
    }

    @Test
    void endsWhereTheRateIsNoLongerDecided() throws Exception {
        List<Double> rates = new ArrayList<>();
        new RateSearch(250, 25, 1e9)
                .run((rate, all) -> {
                    rates.add(rate);
                    return new Trial(rate, 20, Math.min(rate, 900), 1);
                });
        assertThat(rates).startsWith(25.0, 50.0, 100.0).doesNotContain(3_200.0);
    }

    private interface Latency {
        double at(double rate, boolean all);
    }

    private Outcome search(Latency p99, double most) throws Exception {
        return new RateSearch(250, 25, 25_600)
                .run((rate, all) -> {
                    double millis = p99.at(rate, all);
                    if (all) {
                        whole.add(rate);
                    }
                    return new Trial(rate, millis, Math.min(rate, most), 1);
                });
    }
}
