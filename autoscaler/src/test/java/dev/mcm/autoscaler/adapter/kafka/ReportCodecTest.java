package dev.mcm.autoscaler.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.autoscaler.core.Throughput;
import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReportCodecTest {
    private static final PlaneId PLANE = new PlaneId("a");
    private static final DeploymentId D = new DeploymentId("d-0000000001");

    private final AtomicInteger refused = new AtomicInteger();
    private final ReportCodec codec = new ReportCodec(refused::incrementAndGet);

    private PlaneReport decode(boolean complete, DeploymentSample.Builder sample) {
        PlaneMetrics metrics =
                PlaneMetrics.newBuilder()
                        .setPlaneId(PLANE.value())
                        .setComplete(complete)
                        .addSamples(sample.setDeploymentId(D.value()))
                        .build();
        refused.set(0);
        return codec.decode(PLANE, metrics, 3, 10);
    }

    private static DeploymentSample.Builder demand(double inFlight, double queued) {
        return DeploymentSample.newBuilder().setInFlight(inFlight).setQueued(queued);
    }

    @Test
    void reportOfAGatewayThatCannotBeReadIsPassedOnAsUnknown() {
        PlaneReport report = decode(false, demand(3, 4));
        assertThat(report.complete()).isFalse();
        assertThat(report.samples()).isEmpty();
        assertThat(decode(true, demand(3, 4)).complete()).isTrue();
    }

    @Test
    void demandIsWhatIsInFlightAndQueued() {
        DeploymentSample.Builder sample =
                demand(3, 4).setReadyReplicas(2).setArrivalsTotal(9).setServedTotal(5);
        assertThat(decode(true, sample).samples())
                .containsExactly(new PlaneReport.Sample(D, 7, 2, new Throughput(3, 9, 5)));
        assertThat(refused).hasValue(0);
    }

    @Test
    void aSampleOfNoDeploymentIsLeftOut() {
        PlaneMetrics metrics =
                PlaneMetrics.newBuilder()
                        .setPlaneId(PLANE.value())
                        .setComplete(true)
                        .addSamples(demand(3, 4).setDeploymentId("somebody's"))
                        .addSamples(demand(3, 4).setDeploymentId(D.value()))
                        .build();
        assertThat(codec.decode(PLANE, metrics, 3, 10).samples())
                .containsExactly(new PlaneReport.Sample(D, 7, 0));
    }

    @Test
    void demandThatNoPlaneCanHaveIsUnknownAndCounted() {
        double[][] absurd = {
            {-3, 10},
            {10, -3},
            {Double.NaN, 0},
            {0, Double.POSITIVE_INFINITY},
            {1.8446744073709552e19, 0},
            {600_000, 600_000}
        };
        for (double[] values : absurd) {
            assertThat(decode(true, demand(values[0], values[1])).samples()).isEmpty();
            assertThat(refused).hasValue(1);
        }
        assertThat(decode(true, demand(500_000, 500_000)).samples()).hasSize(1);
    }

    @Test
    void replicasAreClampedAndCountersBelowZeroAreUnknown() {
        assertThat(decode(true, demand(1, 0).setReadyReplicas(-1)).samples().getFirst().ready())
                .isZero();
        assertThat(refused).hasValue(1);
        PlaneReport many = decode(true, demand(1, 0).setReadyReplicas(Integer.MAX_VALUE));
        assertThat(many.samples().getFirst().ready()).isEqualTo(ReportCodec.MOST_REPLICAS);
        DeploymentSample.Builder below = demand(1, 0).setArrivalsTotal(-1).setServedTotal(5);
        assertThat(decode(true, below).samples().getFirst().throughput()).isNull();
        assertThat(refused).hasValue(1);
    }
}
