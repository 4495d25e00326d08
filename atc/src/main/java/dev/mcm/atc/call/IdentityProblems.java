package dev.mcm.atc.call;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneIdentity;
import dev.mcm.state.plane.RefusedReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Planes that are not the clusters they should be, or of which another cluster reports; one
/// sentence each.
final class IdentityProblems {
    private IdentityProblems() {}

    static List<String> find(List<PlaneIdentity> identities, List<RefusedReport> refused) {
        List<String> problems = new ArrayList<>();
        identities.stream()
                .filter(identity -> !identity.message().isEmpty())
                .forEach(identity ->
                        problems.add("plane " + identity.planeId() + ": " + identity.message()));
        Map<PlaneId, String> clusters =
                identities.stream()
                        .collect(
                                Collectors.toMap(PlaneIdentity::planeId, PlaneIdentity::clusterId));
        refused.forEach(report -> problems.add(sentence(report, clusters)));
        return problems;
    }

    private static String sentence(RefusedReport report, Map<PlaneId, String> clusters) {
        return "LSM of plane "
                + report.planeId()
                + " reports cluster "
                + report.clusterId()
                + " (expected: "
                + clusters.getOrDefault(report.planeId(), "none")
                + "); what it says is refused since "
                + report.since();
    }
}
