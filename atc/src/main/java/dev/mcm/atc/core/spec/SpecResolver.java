package dev.mcm.atc.core.spec;

import dev.mcm.shared.error.Violations;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.ResolvedSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.Shape;
import dev.mcm.type.v1.ShapeOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Settles the shapes of a spec: from named instance types, or from inline resources.
public final class SpecResolver {
    private static final String CUSTOM = "custom";

    private SpecResolver() {}

    /// @param spec with defaults filled in
    /// @param instanceTypes shapes of the instance types that exist, by name
    /// @param violations gets one per instance type that does not exist, and per option whose
    ///   memory is not more than what is to be shared of it
    public static ResolvedSpec resolve(
            DeploymentSpec spec, Map<String, Shape> instanceTypes, Violations violations) {
        ResolvedSpec.Builder resolved = ResolvedSpec.newBuilder().setSpec(spec);
        if (spec.hasResources()) {
            addInline(spec.getResources(), resolved, violations.in("spec").in("resources"));
        }
        for (int i = 0; i < spec.getInstanceTypesCount(); i++) {
            String name = spec.getInstanceTypes(i);
            @Nullable Shape shape = instanceTypes.get(name);
            if (shape == null) {
                violations.add(
                        "spec.instance_types[" + i + "]",
                        "'"
                                + name
                                + "' (expected: an instance type that exists; ListInstanceTypes"
                                + " names them)");
            } else {
                resolved.addOptions(option(name, shape));
            }
        }
        checkSharedMemory(resolved, violations.in("spec"));
        return resolved.build();
    }

    private static void checkSharedMemory(ResolvedSpec.Builder resolved, Violations at) {
        long shared = resolved.getSpec().getSharedMemoryMib();
        if (shared == 0) {
            return;
        }
        for (ShapeOption option : resolved.getOptionsList()) {
            long memory = option.getShape().getMemoryMib();
            at.check(
                    shared < memory,
                    "shared_memory_mib",
                    shared,
                    "less than the "
                            + memory
                            + " MiB of memory of "
                            + option.getInstanceType()
                            + ", which it is part of");
        }
    }

    /// Name of the option that stands for inline resources on a GPU model.
    public static String customName(String gpuType) {
        return CUSTOM + "-" + gpuType.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
    }

    private static void addInline(
            Resources resources, ResolvedSpec.Builder resolved, Violations at) {
        if (resources.getGpuCount() == 0) {
            resolved.addOptions(option(CUSTOM, shape(resources, "")));
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < resources.getGpuTypesCount(); i++) {
            String gpuType = resources.getGpuTypes(i);
            String name = customName(gpuType);
            at.check(
                    names.add(name),
                    "gpu_types[" + i + "]",
                    gpuType,
                    "types that differ in more than case and punctuation");
            resolved.addOptions(option(name, shape(resources, gpuType)));
        }
    }

    private static ShapeOption option(String name, Shape shape) {
        ShapeOption.Builder option = ShapeOption.newBuilder().setInstanceType(name).setShape(shape);
        if (shape.getGpuCount() > 0) {
            option.addAllTolerations(PlaneNames.GPU_TOLERATIONS);
        }
        return option.build();
    }

    private static Shape shape(Resources resources, String gpuType) {
        return Shape.newBuilder()
                .setCpuMilli(resources.getCpuMilli())
                .setMemoryMib(resources.getMemoryMib())
                .setGpuCount(resources.getGpuCount())
                .setGpuMilli(resources.getGpuMilli())
                .setGpuType(gpuType)
                .build();
    }
}
