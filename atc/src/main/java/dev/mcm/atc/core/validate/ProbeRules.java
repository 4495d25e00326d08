package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodPort;
import dev.mcm.type.v1.PodProbe;
import java.util.List;
import java.util.stream.Stream;

/// What a kubelet may be asked to ask a replica.
final class ProbeRules {
    private static final int MAX_SECONDS = 300;
    private static final int MAX_FAILURES = 100;
    private static final int MAX_ITEMS = 200;

    private ProbeRules() {}

    static void check(DeploymentSpec spec, Violations at) {
        List<String> ports =
                Stream.concat(
                                Stream.of(PlaneNames.REQUEST_PORT),
                                spec.getPortsList().stream().map(PodPort::getName))
                        .toList();
        if (spec.hasStartupProbe()) {
            checkProbe(spec.getStartupProbe(), ports, at, "startup_probe");
            at.in("startup_probe")
                    .check(
                            spec.getStartupProbe().getFailureThreshold() == 0,
                            "failure_threshold",
                            spec.getStartupProbe().getFailureThreshold(),
                            "0, since start_deadline_seconds says how long it may take");
        }
        if (spec.hasReadinessProbe()) {
            checkProbe(spec.getReadinessProbe(), ports, at, "readiness_probe");
        }
        if (spec.hasLivenessProbe()) {
            checkProbe(spec.getLivenessProbe(), ports, at, "liveness_probe");
        }
    }

    private static void checkProbe(
            PodProbe probe, List<String> ports, Violations spec, String field) {
        Violations at = spec.in(field);
        switch (probe.getCheckCase()) {
            case HTTP_PATH -> Checks.syntax(at, "http_path", probe.getHttpPath(), Syntax.HTTP_PATH);
            case TCP -> at.check(probe.getTcp(), "tcp", false, "true");
            case GRPC_SERVICE ->
                    Checks.syntax(at, "grpc_service", probe.getGrpcService(), Syntax.GRPC_SERVICE);
            case EXEC -> checkCommand(probe.getExec().getCommandList(), at.in("exec"));
            case CHECK_NOT_SET ->
                    spec.add(
                            field,
                            "none given (expected: one of http_path, tcp, grpc_service and exec)");
        }
        checkPort(probe, ports, at);
        Checks.range(at, "period_seconds", probe.getPeriodSeconds(), 0, MAX_SECONDS);
        Checks.range(at, "timeout_seconds", probe.getTimeoutSeconds(), 0, MAX_SECONDS);
        Checks.range(at, "failure_threshold", probe.getFailureThreshold(), 0, MAX_FAILURES);
    }

    private static void checkCommand(List<String> command, Violations at) {
        at.check(
                !command.isEmpty() && command.size() <= MAX_ITEMS,
                "command",
                command.size() + " items",
                "1 to " + MAX_ITEMS);
        Checks.noNul(at, "command", command);
    }

    private static void checkPort(PodProbe probe, List<String> ports, Violations at) {
        String port = probe.getPort();
        if (port.isEmpty()) {
            return;
        }
        if (probe.hasExec()) {
            at.check(false, "port", port, "none, since exec asks no port");
        } else {
            at.check(ports.contains(port), "port", port, "one of " + ports);
        }
    }
}
