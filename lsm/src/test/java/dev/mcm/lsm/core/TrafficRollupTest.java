package dev.mcm.lsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.DeploymentSample;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TrafficRollupTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void requestsInFlightAreAveragedOverTheInterval() {
        GatewayReading before = reading(0, page(1, "10.0"));
        GatewayReading now = reading(2 * SECOND, page(1, "17.0"));
        assertThat(only(before, now).getInFlight()).isEqualTo(3.5);
    }

    @Test
    void theFirstReadingGivesTheGauge() {
        assertThat(only(null, reading(0, page(3, "10.0"))).getInFlight()).isEqualTo(3);
    }

    @Test
    void aGatewayThatRestartedGivesTheGauge() {
        GatewayReading before = reading(0, page(1, "10.0"));
        assertThat(only(before, reading(SECOND, page(2, "0.5"))).getInFlight()).isEqualTo(2);
    }

    @Test
    void aGatewayWithoutTheCounterGivesTheGauge() {
        GatewayReading before = reading(0, "mcm_gateway_in_flight{deployment=\"d\"} 1\n");
        GatewayReading now = reading(SECOND, "mcm_gateway_in_flight{deployment=\"d\"} 2\n");
        assertThat(only(before, now).getInFlight()).isEqualTo(2);
    }

    @Test
    void aDeploymentThatIsNewGivesTheGauge() {
        assertThat(only(reading(0, ""), reading(SECOND, page(2, "9"))).getInFlight()).isEqualTo(2);
    }

    @Test
    void theRestIsTakenAsItIsAndResponsesOfAllCodesAreAdded() {
        String page =
                """
                mcm_gateway_in_flight{deployment="d"} 0
                mcm_gateway_queued{deployment="d"} 4
                mcm_gateway_requests_total{deployment="d"} 100
                mcm_gateway_responses_total{deployment="d",code="200"} 90
                mcm_gateway_responses_total{deployment="d",code="503"} 6
                mcm_gateway_ready_replicas{deployment="d"} 2
                mcm_gateway_other{deployment="d"} 7
                up 1
                """;
        assertThat(only(null, reading(0, page)))
                .isEqualTo(
                        DeploymentSample.newBuilder()
                                .setDeploymentId("d")
                                .setQueued(4)
                                .setArrivalsTotal(100)
                                .setCompletionsTotal(96)
                                .setReadyReplicas(2)
                                .setServedTotal(90)
                                .build());
    }

    /// 100 requests that wait 60 ms once, 3.5 in flight.
    @Test
    void theQueueIsAnIntegralSoARequestCountsForTheTimeItWaited() {
        String before =
                """
                mcm_gateway_in_flight{deployment="d"} 3
                mcm_gateway_in_flight_seconds_total{deployment="d"} 10.0
                mcm_gateway_queued{deployment="d"} 0
                mcm_gateway_queued_seconds_total{deployment="d"} 4.0
                """;
        String now =
                """
                mcm_gateway_in_flight{deployment="d"} 4
                mcm_gateway_in_flight_seconds_total{deployment="d"} 13.5
                mcm_gateway_queued{deployment="d"} 100
                mcm_gateway_queued_seconds_total{deployment="d"} 10.0
                """;
        DeploymentSample sample = only(reading(0, before), reading(SECOND, now));
        assertThat(sample.getQueued()).isEqualTo(6);
        assertThat(sample.getInFlight()).isEqualTo(3.5);
        assertThat(only(null, reading(SECOND, now)).getQueued()).isEqualTo(100);
    }

    @Test
    void aQueueWithoutItsCounterOrWithOneThatWentBackIsTheGauge() {
        String gauge = page(1, "1") + "mcm_gateway_queued{deployment=\"d\"} 7\n";
        String counter = "mcm_gateway_queued_seconds_total{deployment=\"d\"} ";
        assertThat(only(reading(0, gauge), reading(SECOND, gauge)).getQueued()).isEqualTo(7);
        GatewayReading before = reading(0, gauge + counter + "50\n");
        assertThat(only(before, reading(SECOND, gauge + counter + "2\n")).getQueued()).isEqualTo(7);
    }

    @Test
    void aFigureThatNoGatewayCanMeanIsUnknownNotZero() {
        for (String absurd : new String[] {"-3", "NaN", "+Inf", "1.8446744073709552e19"}) {
            String ready = "mcm_gateway_ready_replicas{deployment=\"d\"} 2\n";
            GatewayReading inFlight =
                    reading(0, ready + "mcm_gateway_in_flight{deployment=\"d\"} " + absurd + "\n");
            assertThat(TrafficRollup.samples(null, inFlight)).as(absurd).isEmpty();
            assertThat(inFlight.refused()).isEqualTo(1);
            GatewayReading queue =
                    reading(0, page(1, "1") + "mcm_gateway_queued{deployment=\"d\"} " + absurd);
            assertThat(TrafficRollup.samples(null, queue)).as(absurd).isEmpty();
        }
    }

    @Test
    void aDeploymentWithoutAnyFigureOfRequestsInFlightIsUnknown() {
        String ready = "mcm_gateway_ready_replicas{deployment=\"d\"} 2\n";
        assertThat(TrafficRollup.samples(null, reading(0, ready))).isEmpty();
    }

    @Test
    void whatReplicasServedIsUnknownWhereTheGatewayDoesNotCountIt() {
        assertThat(only(null, reading(0, page(1, "1"))).hasServedTotal()).isFalse();
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOut() {
        assertThat(
                        TrafficRollup.samples(
                                null, reading(0, "mcm_gateway_queued{deployment=\"d\"} NaN\n")))
                .isEmpty();
    }

    private static DeploymentSample only(@Nullable GatewayReading before, GatewayReading now) {
        assertThat(TrafficRollup.samples(before, now)).hasSize(1);
        return TrafficRollup.samples(before, now).getFirst();
    }

    private static GatewayReading reading(long nanos, String page) {
        return GatewayReading.of(PrometheusText.parse(page), nanos);
    }

    private static String page(int inFlight, String seconds) {
        return "mcm_gateway_in_flight{deployment=\"d\"} "
                + inFlight
                + "\n"
                + "mcm_gateway_in_flight_seconds_total{deployment=\"d\"} "
                + seconds
                + "\n";
    }
}
