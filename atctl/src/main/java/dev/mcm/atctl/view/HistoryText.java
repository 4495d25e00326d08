package dev.mcm.atctl.view;

import dev.mcm.atc.v1.DeploymentVersion;
import dev.mcm.atc.v1.OptionRevision;
import java.util.List;
import java.util.stream.Collectors;

/// Versions of a deployment's spec as text, a line each.
public final class HistoryText {
    private static final int SHOWN = 4;
    private static final String SPEC = "spec.";

    private HistoryText() {}

    public static List<String> table(List<DeploymentVersion> versions) {
        Columns columns = new Columns("VERSION", "WHEN", "WHO", "REVISION", "IMAGE", "CHANGED");
        versions.forEach(version ->
                columns.add(
                        version.getNumber(),
                        Times.text(version.getCreatedAt()),
                        version.getCreatedBy(),
                        revisions(version),
                        version.getImage(),
                        changed(version)));
        return versions.isEmpty() ? List.of("no versions known yet") : columns.lines();
    }

    /// That of the first option, and how many others there are.
    private static String revisions(DeploymentVersion version) {
        List<String> all =
                version.getRevisionsList().stream()
                        .map(OptionRevision::getRevision)
                        .distinct()
                        .toList();
        return all.size() <= 1 ? String.join("", all) : all.getFirst() + " +" + (all.size() - 1);
    }

    private static String changed(DeploymentVersion version) {
        List<String> all = version.getChangedList();
        String first =
                all.stream()
                        .limit(SHOWN)
                        .map(path -> path.startsWith(SPEC) ? path.substring(SPEC.length()) : path)
                        .collect(Collectors.joining(", "));
        return all.size() <= SHOWN ? first : first + " and " + (all.size() - SHOWN) + " more";
    }
}
