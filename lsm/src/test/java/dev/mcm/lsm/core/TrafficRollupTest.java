package dev.mcm.lsm.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.DeploymentSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TrafficRollupTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void requestsInFlightAreAveragedOverTheInterval() {
        GatewayReading before = reading(0, page(1, "10.0"));
        GatewayReading now = reading(2 * SECOND, page(1, "17.0"));
        assertThat(only(Optional.of(before), now).getInFlight()).isEqualTo(3.5);
    }

    @Test
    void theFirstReadingGivesTheGauge() {
        assertThat(only(Optional.empty(), reading(0, page(3, "10.0"))).getInFlight()).isEqualTo(3);
    }

    @Test
    void aGatewayThatRestartedGivesTheGauge() {
        GatewayReading before = reading(0, page(1, "10.0"));
        assertThat(only(Optional.of(before), reading(SECOND, page(2, "0.5"))).getInFlight())
                .isEqualTo(2);
    }

    @Test
    void aGatewayWithoutTheCounterGivesTheGauge() {
        GatewayReading before = reading(0, "mcm_gateway_in_flight{deployment=\"d\"} 1\n");
        GatewayReading now = reading(SECOND, "mcm_gateway_in_flight{deployment=\"d\"} 2\n");
        assertThat(only(Optional.of(before), now).getInFlight()).isEqualTo(2);
    }

    @Test
    void aDeploymentThatIsNewGivesTheGauge() {
        assertThat(only(Optional.of(reading(0, "")), reading(SECOND, page(2, "9"))).getInFlight())
                .isEqualTo(2);
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
        assertThat(only(Optional.empty(), reading(0, page)))
                .isEqualTo(
                        DeploymentSample.newBuilder()
                                .setDeploymentId("d")
                                .setQueued(4)
                                .setArrivalsTotal(100)
                                .setCompletionsTotal(96)
                                .setReadyReplicas(2)
                                .build());
    }

    @Test
    void valuesThatAreNoNumbersAreLeftOut() {
        assertThat(
                        TrafficRollup.samples(
                                Optional.empty(),
                                reading(0, "mcm_gateway_queued{deployment=\"d\"} NaN\n")))
                .isEmpty();
    }

    private static DeploymentSample only(Optional<GatewayReading> before, GatewayReading now) {
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
