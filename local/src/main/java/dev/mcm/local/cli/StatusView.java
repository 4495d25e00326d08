package dev.mcm.local.cli;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.GetSystemStatusResponse;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.StackDirectory;
import dev.mcm.local.view.TextTable;
import io.grpc.StatusRuntimeException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The state of a running stack as text: services, planes, deployments, and what is wrong.
final class StatusView {
    private static final int MOST_DEPLOYMENTS = 20;

    private final Map<String, URI> services = new TreeMap<>();

    StatusView(StackDirectory directory) {
        directory
                .readEnv()
                .forEach((name, value) -> {
                    if (name.startsWith("MCM_LOCAL_") && name.endsWith("_URL")) {
                        String service =
                                name.substring(
                                        "MCM_LOCAL_".length(), name.length() - "_URL".length());
                        services.put(
                                service.toLowerCase(Locale.ROOT).replace('_', '-'),
                                URI.create(value));
                    }
                });
    }

    List<String> lines(AtcConnection atc) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.addAll(services());
        try {
            lines.add("");
            lines.addAll(planes(atc));
            lines.add("");
            lines.addAll(deployments(atc));
            lines.addAll(problems(atc));
        } catch (StatusRuntimeException e) {
            lines.add(
                    "ATC does not answer: "
                            + e.getStatus().getCode()
                            + " "
                            + e.getStatus().getDescription());
        }
        return lines;
    }

    private List<String> services() {
        TextTable table = new TextTable("SERVICE", "READY", "OPERATIONS PORT");
        services.forEach((name, url) -> table.row(name, Ready.check(url), url.toString()));
        return table.lines();
    }

    private static List<String> planes(AtcConnection atc) {
        TextTable table = new TextTable("PLANE", "STATE", "NODES", "FREE GPUS", "OF", "WHERE");
        for (Plane plane :
                atc.planes().listPlanes(ListPlanesRequest.getDefaultInstance()).getPlanesList()) {
            table.row(
                    plane.getId(),
                    plane.getState().name().replace("PLANE_STATE_", "")
                            + (plane.getCordoned() ? " (cordoned)" : ""),
                    plane.getCapacity().getNodes(),
                    plane.getCapacity().getFreeGpuMilli() / 1000.0,
                    plane.getCapacity().getTotalGpuMilli() / 1000.0,
                    plane.getProvider() + "/" + plane.getRegion());
        }
        return table.lines();
    }

    private static List<String> deployments(AtcConnection atc) {
        List<Deployment> deployments =
                atc.deployments()
                        .listDeployments(
                                ListDeploymentsRequest.newBuilder()
                                        .setPageSize(MOST_DEPLOYMENTS)
                                        .build())
                        .getDeploymentsList();
        if (deployments.isEmpty()) {
            return List.of("no deployments yet; see './mcm atctl --help'");
        }
        TextTable table =
                new TextTable("DEPLOYMENT", "NAME", "STATUS", "DESIRED", "PLACED", "READY");
        deployments.forEach(d ->
                table.row(
                        d.getId(),
                        d.getName(),
                        d.getStatus().name().replace("DEPLOYMENT_STATUS_", ""),
                        d.getReplicas().getDesired(),
                        d.getReplicas().getPlaced(),
                        d.getReplicas().getReady()));
        return table.lines();
    }

    private static List<String> problems(AtcConnection atc) {
        GetSystemStatusResponse status =
                atc.admin().getSystemStatus(GetSystemStatusRequest.getDefaultInstance());
        return status.getProblemsList().stream().map(p -> "! " + p).toList();
    }
}
