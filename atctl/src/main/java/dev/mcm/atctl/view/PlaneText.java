package dev.mcm.atctl.view;

import dev.mcm.atc.v1.HeldRemovals;
import dev.mcm.atc.v1.OrganizationQuota;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneCapacity;
import dev.mcm.atc.v1.PlaneDrain;
import dev.mcm.atc.v1.PlaneOrder;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClosure;
import dev.mcm.type.v1.QuotaResource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Planes as text.
public final class PlaneText {
    private PlaneText() {}

    public static List<String> table(List<Plane> planes) {
        Columns columns =
                new Columns(
                        "ID",
                        "STATE",
                        "SINCE",
                        "NODES",
                        "FREE GPUS",
                        "OF",
                        "FREE CPU",
                        "FREE GIB",
                        "WHERE",
                        "CORDON",
                        "DECLARED");
        planes.forEach(p ->
                columns.add(
                        p.getId(),
                        state(p),
                        Times.text(p.getStateSince()),
                        p.getCapacity().getNodes(),
                        gpus(p.getCapacity().getFreeGpuMilli()),
                        gpus(p.getCapacity().getTotalGpuMilli()),
                        p.getCapacity().getFreeCpuMilli() / 1000,
                        p.getCapacity().getFreeMemoryMib() / 1024,
                        p.getProvider() + "/" + p.getRegion(),
                        p.getCordoned() ? p.getCordonReason() : "",
                        p.hasOrder() ? declared(p.getOrder()) : ""));
        return planes.isEmpty() ? List.of("no planes") : columns.lines();
    }

    public static List<String> details(Plane p) {
        List<String> lines = new ArrayList<>(table(List.of(p)));
        lines.add("");
        lines.add("  API          " + p.getApiUrl());
        lines.add("  gateway      " + p.getGatewayUrl());
        lines.add("  credentials  " + p.getCredentialsRef());
        lines.add(
                "  state        "
                        + state(p)
                        + (p.getStateMessage().isEmpty() ? "" : ": " + p.getStateMessage()));
        lines.add(
                "  cluster      "
                        + (p.getClusterId().isEmpty() ? "-" : p.getClusterId())
                        + " "
                        + p.getIdentity().name().replace("CLUSTER_IDENTITY_", "")
                        + (p.getIdentityMessage().isEmpty() ? "" : ": " + p.getIdentityMessage()));
        if (p.hasDrain()) {
            lines.add("  draining     " + drain(p.getDrain()));
        } else if (p.hasOrder()) {
            lines.add(
                    "  declared     %s by %s: %s"
                            .formatted(
                                    declared(p.getOrder()),
                                    p.getOrder().getDeclaredBy(),
                                    p.getOrder().getReason()));
        }
        if (p.getProvisionTimeoutSeconds() > 0) {
            lines.add("  new nodes    within " + p.getProvisionTimeoutSeconds() + " s");
        }
        if (p.getReservedForCount() > 0) {
            lines.add("  reserved     for " + String.join(", ", p.getReservedForList()));
        }
        p.getQuotasList().forEach(quota -> lines.addAll(quota(quota)));
        if (p.hasHeldRemovals()) {
            lines.addAll(held(p.getId(), p.getHeldRemovals()));
        }
        lines.addAll(PushStateText.lines(p));
        lines.addAll(nodes(p.getCapacity()));
        return lines;
    }

    private static List<String> held(String plane, HeldRemovals held) {
        String more = held.getDeployments() > held.getDeploymentIdsCount() ? ", ..." : "";
        return List.of(
                "  HELD         since %s: the removal of %d objects of %d deployments (%s%s)"
                        .formatted(
                                Times.text(held.getSince()),
                                held.getObjects(),
                                held.getDeployments(),
                                String.join(", ", held.getDeploymentIdsList()),
                                more),
                "               to let them go: atctl plane release-removals %s --set %s --reason WHY"
                        .formatted(plane, held.getSet()));
    }

    private static String drain(PlaneDrain drain) {
        return "until %s by %s: %s; left: %d replicas (%d ready) of %d deployments"
                .formatted(
                        Times.text(drain.getDeadline()),
                        drain.getBy(),
                        drain.getReason(),
                        drain.getReplicasLeft(),
                        drain.getReadyLeft(),
                        drain.getDeploymentsLeft());
    }

    private static List<String> quota(OrganizationQuota quota) {
        return quota.getLimitsList().stream()
                .map(limit ->
                        "  quota        of %s: %d of %d %s used (%s)"
                                .formatted(
                                        quota.getOrganization(),
                                        limit.getUsed(),
                                        limit.getHard(),
                                        unit(limit.getResource()),
                                        limit.getQuota()))
                .toList();
    }

    private static String unit(QuotaResource resource) {
        return switch (resource) {
            case QUOTA_RESOURCE_PODS -> "pods";
            case QUOTA_RESOURCE_CPU -> "milli-cores";
            case QUOTA_RESOURCE_MEMORY -> "MiB of memory";
            case QUOTA_RESOURCE_GPU -> "whole GPUs";
            case QUOTA_RESOURCE_GPU_MILLI -> "thousandths of shared GPUs";
            case QUOTA_RESOURCE_UNSPECIFIED, UNRECOGNIZED -> "of something unknown";
        };
    }

    private static List<String> nodes(PlaneCapacity capacity) {
        List<NodeClass> all = new ArrayList<>(capacity.getNodeClassesList());
        all.addAll(capacity.getClosedClassesList());
        if (all.isEmpty()) {
            return List.of();
        }
        Columns classes =
                new Columns(
                        "  NODES", "GPU", "FREE GPUS", "FREE CPU", "FREE GIB", "TAINTS", "CLOSED");
        all.forEach(c ->
                classes.add(
                        "  " + c.getNodeCount(),
                        c.getGpuType(),
                        freeGpus(c),
                        c.getFreeCpuMilli() / 1000,
                        c.getFreeMemoryMib() / 1024,
                        String.join(",", c.getTaintsList()),
                        closure(c)));
        return classes.lines();
    }

    private static String closure(NodeClass c) {
        return c.getClosure() == NodeClosure.NODE_CLOSURE_UNSPECIFIED
                ? ""
                : c.getClosure().name().replace("NODE_CLOSURE_", "");
    }

    private static String freeGpus(NodeClass c) {
        return c.getFreeGpuMilliList().stream()
                .map(PlaneText::gpus)
                .collect(Collectors.joining(" "));
    }

    private static String gpus(long milli) {
        return milli % 1000 == 0 ? Long.toString(milli / 1000) : "%.2f".formatted(milli / 1000.0);
    }

    private static String declared(PlaneOrder order) {
        String kind = order.getKind().name().replace("PLANE_ORDER_KIND_", "");
        return order.hasUntil() ? kind + " until " + Times.text(order.getUntil()) : kind;
    }

    private static String state(Plane p) {
        return p.getState().name().replace("PLANE_STATE_", "");
    }
}
