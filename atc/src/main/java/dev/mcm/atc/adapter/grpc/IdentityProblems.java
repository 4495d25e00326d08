package dev.mcm.atc.adapter.grpc;

import dev.mcm.state.Tx;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.PlaneIdentityStore;
import dev.mcm.state.plane.RefusedReport;
import dev.mcm.state.plane.RefusedReportStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Planes that are not the clusters they should be, or of which another cluster reports; one
/// sentence each.
final class IdentityProblems {
    private final PlaneIdentityStore identities = new PlaneIdentityStore();
    private final RefusedReportStore refused = new RefusedReportStore();

    List<String> problems(Tx tx) {
        List<PlaneIdentity> all = identities.all(tx);
        List<String> problems = new ArrayList<>();
        all.stream()
                .filter(identity -> !identity.message().isEmpty())
                .forEach(identity ->
                        problems.add("plane " + identity.planeId() + ": " + identity.message()));
        Map<String, String> clusters =
                all.stream()
                        .collect(
                                Collectors.toMap(
                                        identity -> identity.planeId().value(),
                                        PlaneIdentity::clusterId));
        refused.all(tx).forEach(report -> problems.add(sentence(report, clusters)));
        return problems;
    }

    private static String sentence(RefusedReport report, Map<String, String> clusters) {
        return "LSM of plane "
                + report.planeId()
                + " reports cluster "
                + report.clusterId()
                + " (expected: "
                + clusters.getOrDefault(report.planeId().value(), "none")
                + "); what it says is refused since "
                + report.since();
    }
}
