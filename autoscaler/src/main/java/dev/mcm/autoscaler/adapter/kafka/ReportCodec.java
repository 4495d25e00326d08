package dev.mcm.autoscaler.adapter.kafka;

import dev.mcm.autoscaler.core.PlaneReport;
import dev.mcm.autoscaler.core.Throughput;
import dev.mcm.event.v1.DeploymentSample;
import dev.mcm.event.v1.PlaneMetrics;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages of a metrics topic to reports.
final class ReportCodec {
    /// Requests in flight and queued of one deployment on one plane. Each is an open connection to
    /// the plane's gateway: ten times what the largest single proxies hold.
    static final double MOST_REQUESTS = 1_000_000;

    /// Replicas of one deployment on one plane: twenty times the nodes of the largest clusters.
    static final int MOST_REPLICAS = 100_000;

    private final Runnable refused;

    /// @param refused called for each value that no plane can mean
    ReportCodec(Runnable refused) {
        this.refused = refused;
    }

    /// A sample that no plane can mean is left out: the demand is unknown for that moment, neither
    /// zero nor so large. So is one without a deployment's id: nobody asked for it.
    PlaneReport decode(PlaneId plane, PlaneMetrics metrics, int partition, long second) {
        List<PlaneReport.Sample> samples = new ArrayList<>(metrics.getSamplesCount());
        if (metrics.getComplete()) {
            for (DeploymentSample sample : metrics.getSamplesList()) {
                if (isDemand(sample.getInFlight(), sample.getQueued())) {
                    DeploymentId.parse(sample.getDeploymentId())
                            .ifPresent(id -> samples.add(sample(id, sample)));
                } else {
                    refused.run();
                }
            }
        }
        return new PlaneReport(plane, partition, second, metrics.getComplete(), samples);
    }

    private static boolean isDemand(double inFlight, double queued) {
        return inFlight >= 0 && queued >= 0 && inFlight + queued <= MOST_REQUESTS;
    }

    private PlaneReport.Sample sample(DeploymentId id, DeploymentSample sample) {
        return new PlaneReport.Sample(
                id,
                sample.getInFlight() + sample.getQueued(),
                ready(sample.getReadyReplicas()),
                throughput(sample));
    }

    private int ready(int replicas) {
        int bounded = Math.clamp(replicas, 0, MOST_REPLICAS);
        if (bounded != replicas) {
            refused.run();
        }
        return bounded;
    }

    private @Nullable Throughput throughput(DeploymentSample sample) {
        if (!sample.hasServedTotal()) {
            return null;
        }
        if (sample.getArrivalsTotal() < 0 || sample.getServedTotal() < 0) {
            refused.run();
            return null;
        }
        return new Throughput(
                sample.getInFlight(), sample.getArrivalsTotal(), sample.getServedTotal());
    }
}
