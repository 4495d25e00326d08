package dev.mcm.atc.core.manifest;

import static dev.mcm.atc.core.manifest.Fields.fields;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodPort;
import dev.mcm.type.v1.PodProbe;
import org.jspecify.annotations.Nullable;

/// What a plane's kubelet asks a replica. Nothing can end a model that loads before its start
/// deadline has passed: liveness is asked only of what has started.
final class ProbeManifests {
    private static final int READY_PERIOD_SECONDS = 5;
    private static final int PERIOD_SECONDS = 10;
    private static final int TIMEOUT_SECONDS = 5;
    private static final int FAILURES = 3;
    private static final int START_DEADLINE_SECONDS = 1800;
    private static final PodProbe PORT_IS_OPEN = PodProbe.newBuilder().setTcp(true).build();

    private ProbeManifests() {}

    static void put(DeploymentSpec spec, Fields container) {
        container.put("readinessProbe", readiness(spec));
        if (spec.hasLivenessProbe()) {
            container.put("livenessProbe", probe(spec.getLivenessProbe(), spec));
        }
        PodProbe startup = startup(spec);
        if (startup != null) {
            int period = or(startup.getPeriodSeconds(), PERIOD_SECONDS);
            int deadline = or(spec.getStartDeadlineSeconds(), START_DEADLINE_SECONDS);
            container.put(
                    "startupProbe",
                    probe(startup, spec).put("failureThreshold", Math.ceilDiv(deadline, period)));
        }
    }

    /// The gateway sends requests once the port is open: a model listens when it is loaded.
    private static Fields readiness(DeploymentSpec spec) {
        return spec.hasReadinessProbe()
                ? probe(spec.getReadinessProbe(), spec)
                : check(PORT_IS_OPEN, spec).put("periodSeconds", READY_PERIOD_SECONDS);
    }

    /// What makes a replica ready tells that it has started, where nothing else does.
    private static @Nullable PodProbe startup(DeploymentSpec spec) {
        if (spec.hasStartupProbe()) {
            return spec.getStartupProbe();
        }
        if (!spec.hasLivenessProbe() && spec.getStartDeadlineSeconds() == 0) {
            return null;
        }
        return spec.hasReadinessProbe()
                ? spec.getReadinessProbe().toBuilder().clearPeriodSeconds().build()
                : PORT_IS_OPEN;
    }

    private static Fields probe(PodProbe probe, DeploymentSpec spec) {
        return check(probe, spec)
                .put("periodSeconds", or(probe.getPeriodSeconds(), PERIOD_SECONDS))
                .put("timeoutSeconds", or(probe.getTimeoutSeconds(), TIMEOUT_SECONDS))
                .put("failureThreshold", or(probe.getFailureThreshold(), FAILURES));
    }

    private static Fields check(PodProbe probe, DeploymentSpec spec) {
        String port = probe.getPort().isEmpty() ? PlaneNames.REQUEST_PORT : probe.getPort();
        return switch (probe.getCheckCase()) {
            case HTTP_PATH ->
                    fields().put(
                                    "httpGet",
                                    fields().put("path", probe.getHttpPath()).put("port", port));
            case GRPC_SERVICE ->
                    fields().put(
                                    "grpc",
                                    fields().put("port", number(port, spec))
                                            .put("service", probe.getGrpcService()));
            case EXEC ->
                    fields().put("exec", fields().put("command", probe.getExec().getCommandList()));
            case TCP, CHECK_NOT_SET -> fields().put("tcpSocket", fields().put("port", port));
        };
    }

    /// Of the ports, only gRPC's probe is not found by its name.
    private static int number(String port, DeploymentSpec spec) {
        return spec.getPortsList().stream()
                .filter(other -> other.getName().equals(port))
                .mapToInt(PodPort::getNumber)
                .findFirst()
                .orElse(spec.getPort());
    }

    private static int or(int value, int fallback) {
        return value == 0 ? fallback : value;
    }
}
