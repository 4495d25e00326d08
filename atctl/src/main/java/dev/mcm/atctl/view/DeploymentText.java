package dev.mcm.atctl.view;

import com.google.protobuf.Message;
import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Deployments as text.
public final class DeploymentText {
    private static final String[] HEADER = {
        "ID", "NAME", "MODEL", "STATUS", "DESIRED", "PLACED", "READY", "PENDING", "VERSION",
        "CREATED"
    };

    private DeploymentText() {}

    public static List<String> table(List<Deployment> deployments) {
        Columns columns = new Columns(HEADER);
        deployments.forEach(d -> columns.add(cells(d)));
        return deployments.isEmpty() ? List.of("no deployments") : columns.lines();
    }

    private static Object[] cells(Deployment d) {
        return new Object[] {
            d.getId(),
            d.getName(),
            d.getModelId(),
            status(d.getStatus()),
            d.getReplicas().getDesired(),
            d.getReplicas().getPlaced(),
            d.getReplicas().getReady(),
            d.getReplicas().getPending(),
            d.getVersion(),
            Times.text(d.getCreatedAt())
        };
    }

    /// One line, for a watch.
    public static String line(Deployment d) {
        return "%s  %-24s %-15s desired %d  placed %d  ready %d%s"
                .formatted(
                        d.getId(),
                        d.getName(),
                        status(d.getStatus()),
                        d.getReplicas().getDesired(),
                        d.getReplicas().getPlaced(),
                        d.getReplicas().getReady(),
                        d.getStatusMessage().isEmpty() ? "" : "  " + d.getStatusMessage());
    }

    /// Everything about one deployment.
    public static List<String> details(Deployment d) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s  version %d".formatted(d.getId(), d.getName(), d.getVersion()));
        lines.add("  organization  " + d.getOrganizationId());
        lines.add("  model         " + d.getModelId());
        lines.add(
                "  status        "
                        + status(d.getStatus())
                        + (d.getStatusMessage().isEmpty() ? "" : ": " + d.getStatusMessage()));
        lines.add(
                "  replicas      desired %d, placed %d, ready %d, pending %d"
                        .formatted(
                                d.getReplicas().getDesired(),
                                d.getReplicas().getPlaced(),
                                d.getReplicas().getReady(),
                                d.getReplicas().getPending()));
        lines.add("  image         " + d.getSpec().getImage());
        lines.add("  needs         " + needs(d.getSpec()));
        lines.addAll(PodText.lines(d.getSpec()));
        lines.add("  scaling       " + settings(d.getAutoscaling()));
        lines.add("  rollout       " + settings(d.getRollout()).replace("WHEN_FULL_", ""));
        lines.add("  etag          " + d.getEtag());
        lines.add(
                "  created       "
                        + Times.text(d.getCreatedAt())
                        + ", changed "
                        + Times.text(d.getUpdatedAt()));
        if (d.getPlanesCount() > 0) {
            Columns planes =
                    new Columns(
                            "  PLANE",
                            "INSTANCE TYPE",
                            "REVISION",
                            "CURRENT",
                            "PLACED",
                            "BOUND",
                            "READY",
                            "PUSHED",
                            "PUSH ERROR");
            d.getPlanesList()
                    .forEach(p ->
                            planes.add(
                                    "  " + p.getPlaneId(),
                                    p.getInstanceType(),
                                    p.getRevision(),
                                    p.getCurrent() ? "yes" : "no",
                                    p.getPlaced(),
                                    p.getBound(),
                                    p.getReady(),
                                    p.getPushedVersion(),
                                    p.getPushError()));
            lines.addAll(planes.lines());
        }
        return lines;
    }

    /// The short name, `ACTIVE`.
    public static String status(DeploymentStatus status) {
        return status.name().replace("DEPLOYMENT_STATUS_", "");
    }

    private static String needs(DeploymentSpec spec) {
        if (spec.getInstanceTypesCount() > 0) {
            return "instance type " + String.join(", else ", spec.getInstanceTypesList());
        }
        Resources r = spec.getResources();
        String gpus =
                r.getGpuCount() == 0
                        ? ""
                        : ", %d GPU (%s)"
                                .formatted(
                                        r.getGpuCount(),
                                        String.join(", else ", r.getGpuTypesList()));
        return "%d milli-CPU, %d MiB%s".formatted(r.getCpuMilli(), r.getMemoryMib(), gpus);
    }

    /// All that are set, under the names that the API has for them: "min_replica 0, max_replica 1".
    private static String settings(Message settings) {
        return settings.getAllFields().entrySet().stream()
                .map(field -> field.getKey().getName() + " " + field.getValue())
                .collect(Collectors.joining(", "));
    }
}
