package dev.mcm.atctl.view;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.ExplainDeploymentResponse;
import java.util.ArrayList;
import java.util.List;

/// The answer to "why is this deployment as it is", from the API's state down to the pods' own
/// errors.
public final class WhyText {
    private WhyText() {}

    public static List<String> lines(ExplainDeploymentResponse why) {
        Deployment d = why.getDeployment();
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s  %s  %s%s"
                        .formatted(
                                d.getId(),
                                d.getName(),
                                DeploymentText.status(d.getStatus()),
                                d.getStatusMessage().isEmpty() ? "" : ": " + d.getStatusMessage()));
        lines.add("");
        lines.add(
                "SCALE      %d replicas: %s (%s, %s)"
                        .formatted(
                                why.getScale().getDesired(),
                                why.getScale().getMessage(),
                                why.getScale().getReason(),
                                Times.text(why.getScale().getDecidedAt())));
        lines.add(
                "PLACEMENT  %d placed, %d pending (%s)"
                        .formatted(
                                d.getReplicas().getPlaced(),
                                why.getPlacement().getPending(),
                                Times.text(why.getPlacement().getDecidedAt())));
        lines.addAll(verdicts(why));
        lines.add("PUSH");
        lines.addAll(pushes(why));
        lines.add(
                "PODS       %d ready of %d placed"
                        .formatted(d.getReplicas().getReady(), d.getReplicas().getPlaced()));
        lines.addAll(pods(why));
        return lines;
    }

    private static List<String> verdicts(ExplainDeploymentResponse why) {
        Columns columns = new Columns("  PLANE", "PLACED", "VERDICT", "WHY");
        why.getPlacement()
                .getVerdictsList()
                .forEach(v ->
                        columns.add(
                                "  " + v.getPlaneId(),
                                v.getPlaced(),
                                v.getReason(),
                                v.getMessage()));
        return why.getPlacement().getVerdictsCount() == 0 ? List.of() : columns.lines();
    }

    private static List<String> pushes(ExplainDeploymentResponse why) {
        Columns columns = new Columns("  PLANE", "WANTED", "APPLIED", "TRIED", "FAILED", "ERROR");
        why.getPushesList()
                .forEach(p ->
                        columns.add(
                                "  " + p.getPlaneId(),
                                p.getWantedVersion(),
                                p.getAppliedVersion(),
                                Times.text(p.getAttemptedAt()),
                                p.getFailedAttempts(),
                                p.getError()));
        return why.getPushesCount() == 0 ? List.of("  nothing pushed yet") : columns.lines();
    }

    private static List<String> pods(ExplainDeploymentResponse why) {
        Columns columns = new Columns("  PLANE", "POD", "STATE", "SINCE", "REASON", "MESSAGE");
        why.getPodProblemsList()
                .forEach(p ->
                        columns.add(
                                "  " + p.getPlaneId(),
                                p.getPod(),
                                p.getState().isEmpty() ? "-" : p.getState(),
                                Times.text(p.getSince()),
                                p.getReason(),
                                p.getMessage()));
        return why.getPodProblemsCount() == 0 ? List.of("  no pod has a problem") : columns.lines();
    }
}
