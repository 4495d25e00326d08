package dev.mcm.atctl.view;

import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PodProbe;
import dev.mcm.type.v1.PodVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a spec says of the pod around a model's process, as lines of a description. What is left to
/// its default has no line.
final class PodText {
    private static final String REQUESTS = "http";
    private static final int PERIOD_SECONDS = 10;

    private PodText() {}

    static List<String> lines(DeploymentSpec spec) {
        List<String> lines = new ArrayList<>();
        add(lines, "pulled with", String.join(", ", spec.getImagePullSecretsList()));
        add(
                lines,
                "ports",
                spec.getPortsList().stream()
                        .map(port -> port.getName() + " " + port.getNumber())
                        .collect(Collectors.joining(", ")));
        add(lines, "started", spec.hasStartupProbe() ? probe(spec.getStartupProbe()) : "");
        add(lines, "ready", spec.hasReadinessProbe() ? probe(spec.getReadinessProbe()) : "");
        add(lines, "alive", spec.hasLivenessProbe() ? probe(spec.getLivenessProbe()) : "");
        add(lines, "to start", amount(spec.getStartDeadlineSeconds(), "s"));
        add(lines, "shared memory", amount(spec.getSharedMemoryMib(), "MiB"));
        spec.getVolumesList()
                .forEach(volume ->
                        add(lines, "volume", volume.getMountPath() + ": " + content(volume)));
        add(lines, "runtime", spec.getRuntimeClass());
        return lines;
    }

    private static void add(List<String> lines, String name, String text) {
        if (!text.isEmpty()) {
            lines.add("  %-13s %s".formatted(name, text));
        }
    }

    private static String amount(long value, String unit) {
        return value == 0 ? "" : value + " " + unit;
    }

    private static String probe(PodProbe probe) {
        String other =
                probe.getPort().isEmpty() || probe.getPort().equals(REQUESTS)
                        ? ""
                        : " on " + probe.getPort();
        String check =
                switch (probe.getCheckCase()) {
                    case HTTP_PATH -> "GET " + probe.getHttpPath() + other;
                    case GRPC_SERVICE -> "gRPC health of '" + probe.getGrpcService() + "'" + other;
                    case EXEC -> String.join(" ", probe.getExec().getCommandList());
                    case TCP, CHECK_NOT_SET ->
                            "open port " + (other.isEmpty() ? REQUESTS : probe.getPort());
                };
        int period = probe.getPeriodSeconds() == 0 ? PERIOD_SECONDS : probe.getPeriodSeconds();
        return check + " every " + period + " s";
    }

    private static String content(PodVolume volume) {
        String source =
                switch (volume.getSourceCase()) {
                    case EMPTY_DIR_MIB -> "empty, " + volume.getEmptyDirMib() + " MiB";
                    case CLAIM -> "claim " + volume.getClaim();
                    case CONFIG_MAP -> "ConfigMap " + volume.getConfigMap();
                    case SECRET -> "Secret " + volume.getSecret();
                    case MODEL_CACHE -> "the plane's model cache";
                    case SOURCE_NOT_SET -> "unknown";
                };
        String part = volume.getSubPath().isEmpty() ? "" : ", " + volume.getSubPath() + " in it";
        return source + part + (volume.getReadOnly() ? ", read-only" : "");
    }
}
