package dev.mcm.atctl.command;

import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a deployment runs and how it scales, as options. An option that is not given is left unset.
final class DeploymentOptions {
    @Option(names = "--image", description = "Container image.")
    private @Nullable String image;

    @Option(
            names = "--instance-type",
            split = ",",
            description = "Instance types in order of preference.")
    private List<String> instanceTypes = new ArrayList<>();

    @Option(
            names = "--cpu-milli",
            description = "Milli-cores of a replica, instead of an instance type.")
    private @Nullable Long cpuMilli;

    @Option(names = "--memory-mib", description = "MiB of a replica, instead of an instance type.")
    private @Nullable Long memoryMib;

    @Option(names = "--gpus", description = "GPUs of a replica.")
    private @Nullable Integer gpus;

    @Option(names = "--gpu-type", split = ",", description = "GPU models in order of preference.")
    private List<String> gpuTypes = new ArrayList<>();

    @Option(names = "--env", description = "Environment variable, NAME=VALUE. Repeatable.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--region", split = ",", description = "Regions allowed.")
    private List<String> regions = new ArrayList<>();

    @Option(names = "--min-planes", description = "Spread over at least this many planes.")
    private @Nullable Integer minPlanes;

    @Option(names = "--min", description = "Fewest replicas.")
    private @Nullable Integer minReplica;

    @Option(names = "--max", description = "Most replicas.")
    private @Nullable Integer maxReplica;

    @Option(
            names = "--concurrency",
            description = "In-flight requests a replica is meant to carry.")
    private @Nullable Integer concurrency;

    @Option(names = "--window", description = "Seconds over which traffic is averaged.")
    private @Nullable Integer windowSeconds;

    @Option(names = "--scale-down-delay", description = "Seconds a lower scale must be wanted.")
    private @Nullable Integer delaySeconds;

    DeploymentSpec spec() {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder().addAllInstanceTypes(instanceTypes).putAllEnv(env);
        if (image != null) {
            spec.setImage(image);
        }
        if (cpuMilli != null || memoryMib != null || gpus != null || !gpuTypes.isEmpty()) {
            spec.setResources(resources());
        }
        if (!regions.isEmpty() || minPlanes != null) {
            spec.setPlacement(
                    PlacementPolicy.newBuilder()
                            .addAllRequiredRegions(regions)
                            .setMinPlanes(minPlanes == null ? 0 : minPlanes));
        }
        return spec.build();
    }

    private Resources resources() {
        return Resources.newBuilder()
                .setCpuMilli(cpuMilli == null ? 0 : cpuMilli)
                .setMemoryMib(memoryMib == null ? 0 : memoryMib)
                .setGpuCount(gpus == null ? 0 : gpus)
                .addAllGpuTypes(gpuTypes)
                .build();
    }

    AutoscalingSettings autoscaling() {
        AutoscalingSettings.Builder settings = AutoscalingSettings.newBuilder();
        if (minReplica != null) {
            settings.setMinReplica(minReplica);
        }
        if (maxReplica != null) {
            settings.setMaxReplica(maxReplica);
        }
        if (concurrency != null) {
            settings.setConcurrencyTarget(concurrency);
        }
        if (windowSeconds != null) {
            settings.setAutoscalingWindowSeconds(windowSeconds);
        }
        if (delaySeconds != null) {
            settings.setScaleDownDelaySeconds(delaySeconds);
        }
        return settings.build();
    }

    /// Paths of the fields that the given options set, for an update mask.
    List<String> paths() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("spec.image", image != null);
        given.put("spec.instance_types", !instanceTypes.isEmpty());
        given.put(
                "spec.resources",
                cpuMilli != null || memoryMib != null || gpus != null || !gpuTypes.isEmpty());
        given.put("spec.env", !env.isEmpty());
        given.put("spec.placement", !regions.isEmpty() || minPlanes != null);
        given.put("autoscaling.min_replica", minReplica != null);
        given.put("autoscaling.max_replica", maxReplica != null);
        given.put("autoscaling.concurrency_target", concurrency != null);
        given.put("autoscaling.autoscaling_window_seconds", windowSeconds != null);
        given.put("autoscaling.scale_down_delay_seconds", delaySeconds != null);
        return given.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }
}
