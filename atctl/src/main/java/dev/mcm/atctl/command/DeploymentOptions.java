package dev.mcm.atctl.command;

import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.RolloutSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a deployment runs, how it scales and how it changes, as options. An option that is not
/// given is left unset.
final class DeploymentOptions {
    @Option(names = "--image", description = "Container image.")
    private @Nullable String image;

    @Option(
            names = "--instance-type",
            split = ",",
            description = "Instance types in order of preference, instead of --cpu-milli etc.")
    private @Nullable List<String> instanceTypes;

    @Option(
            names = "--cpu-milli",
            description = "Milli-cores of a replica, instead of an instance type.")
    private @Nullable Long cpuMilli;

    @Option(names = "--memory-mib", description = "MiB of a replica, instead of an instance type.")
    private @Nullable Long memoryMib;

    @Option(names = "--gpus", description = "GPUs of a replica.")
    private @Nullable Integer gpus;

    @Option(names = "--gpu-type", split = ",", description = "GPU models in order of preference.")
    private @Nullable List<String> gpuTypes;

    @Option(
            names = "--env",
            description = "Environment variable, NAME=VALUE. Repeatable; others stay.")
    private Map<String, String> env = new LinkedHashMap<>();

    @Option(names = "--region", split = ",", description = "Regions allowed; '' = all.")
    private @Nullable List<String> regions;

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

    @Mixin private RolloutOptions rollout;

    DeploymentSpec spec() {
        DeploymentSpec.Builder spec =
                DeploymentSpec.newBuilder()
                        .addAllInstanceTypes(items(instanceTypes))
                        .putAllEnv(env);
        if (image != null) {
            spec.setImage(image);
        }
        if (cpuMilli != null || memoryMib != null || gpus != null || gpuTypes != null) {
            spec.setResources(resources());
        }
        if (regions != null || minPlanes != null) {
            spec.setPlacement(
                    PlacementPolicy.newBuilder()
                            .addAllRequiredRegions(items(regions))
                            .setMinPlanes(minPlanes == null ? 0 : minPlanes));
        }
        return spec.build();
    }

    private Resources resources() {
        return Resources.newBuilder()
                .setCpuMilli(cpuMilli == null ? 0 : cpuMilli)
                .setMemoryMib(memoryMib == null ? 0 : memoryMib)
                .setGpuCount(gpus == null ? 0 : gpus)
                .addAllGpuTypes(items(gpuTypes))
                .build();
    }

    /// An empty text is an empty list.
    private static List<String> items(@Nullable List<String> given) {
        return given == null ? List.of() : given.stream().filter(item -> !item.isEmpty()).toList();
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

    RolloutSettings rollout() {
        return rollout.settings();
    }

    /// Paths of the fields that the given options set, for an update mask: no field beside them, so
    /// that nothing else changes. An instance type stands for all resources and takes their place.
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        add(paths, "spec.image", image);
        add(paths, "spec.instance_types", instanceTypes);
        if (!items(instanceTypes).isEmpty()) {
            paths.add("spec.resources");
        }
        add(paths, "spec.resources.cpu_milli", cpuMilli);
        add(paths, "spec.resources.memory_mib", memoryMib);
        add(paths, "spec.resources.gpu_count", gpus);
        add(paths, "spec.resources.gpu_types", gpuTypes);
        env.keySet().forEach(name -> paths.add(environment(name)));
        add(paths, "spec.placement.required_regions", regions);
        add(paths, "spec.placement.min_planes", minPlanes);
        add(paths, "autoscaling.min_replica", minReplica);
        add(paths, "autoscaling.max_replica", maxReplica);
        add(paths, "autoscaling.concurrency_target", concurrency);
        add(paths, "autoscaling.autoscaling_window_seconds", windowSeconds);
        add(paths, "autoscaling.scale_down_delay_seconds", delaySeconds);
        paths.addAll(rollout.paths());
        return paths;
    }

    /// Path of one environment variable.
    static String environment(String name) {
        return "spec.env." + name;
    }

    private static void add(List<String> paths, String path, @Nullable Object option) {
        if (option != null) {
            paths.add(path);
        }
    }
}
