package dev.mcm.autoscaler.adapter.kafka;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records of a metrics topic to reports.
final class ReportCodec {
    private ReportCodec() {}

    /// Empty when the samples are missing, which is not zero, or when the record is not the
    /// plane's.
    static Optional<PlaneReport> decode(byte[] value, String planeId, int partition, long second)
            throws InvalidProtocolBufferException {
        PlaneMetrics metrics = PlaneMetrics.parseFrom(value);
        if (!metrics.getComplete() || !metrics.getPlaneId().equals(planeId)) {
            return Optional.empty();
        }
        List<PlaneReport.Sample> samples = new ArrayList<>(metrics.getSamplesCount());
        for (DeploymentSample sample : metrics.getSamplesList()) {
            double demand = sample.getInFlight() + sample.getQueued();
            if (demand >= 0 && Double.isFinite(demand)) {
                samples.add(
                        new PlaneReport.Sample(
                                sample.getDeploymentId(),
                                demand,
                                Math.max(0, sample.getReadyReplicas())));
            }
        }
        return Optional.of(new PlaneReport(planeId, partition, second, samples));
    }
}
