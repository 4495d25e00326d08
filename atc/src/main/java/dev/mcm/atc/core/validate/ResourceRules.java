package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import dev.mcm.type.v1.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a replica may ask for.
public final class ResourceRules {
    static final long MAX_MEMORY_MIB = 64L * 1024 * 1024;

    private static final int WHOLE_GPU = 1000;
    private static final int MAX_GPUS = 64;
    private static final long MAX_CPU_MILLI = 4_096_000;
    private static final int MAX_OPTIONS = 16;

    private ResourceRules() {}

    static void check(DeploymentSpec spec, Violations at) {
        boolean named = spec.getInstanceTypesCount() > 0;
        if (named == spec.hasResources()) {
            at.add(
                    named ? "resources" : "instance_types",
                    (named ? "both are" : "neither is")
                            + " given (expected: exactly one of instance_types and resources)");
        }
        Checks.atMost(
                at, "instance_types", spec.getInstanceTypesCount(), MAX_OPTIONS, "instance types");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < spec.getInstanceTypesCount(); i++) {
            String name = spec.getInstanceTypes(i);
            String field = "instance_types[" + i + "]";
            at.checkParse(field, () -> new InstanceTypeName(name));
            at.check(seen.add(name), field, name, "each instance type once");
        }
        if (spec.hasResources()) {
            checkResources(spec.getResources(), at.in("resources"));
        }
    }

    private static void checkResources(Resources resources, Violations at) {
        Checks.range(at, "cpu_milli", resources.getCpuMilli(), 1, MAX_CPU_MILLI);
        Checks.range(at, "memory_mib", resources.getMemoryMib(), 1, MAX_MEMORY_MIB);
        checkGpus(resources.getGpuCount(), resources.getGpuMilli(), at);
        checkGpuTypes(resources, at);
    }

    private static void checkGpuTypes(Resources resources, Violations at) {
        List<String> types = resources.getGpuTypesList();
        boolean wantsGpu = resources.getGpuCount() > 0;
        at.check(wantsGpu || types.isEmpty(), "gpu_types", types, "none, since gpu_count is 0");
        at.check(
                !wantsGpu || !types.isEmpty(),
                "gpu_types",
                types,
                "at least one, since gpu_count is " + resources.getGpuCount());
        Checks.atMost(at, "gpu_types", types.size(), MAX_OPTIONS, "GPU types");
        Checks.items(at, "gpu_types", types, Syntax.GPU_TYPE);
    }

    private static void checkGpus(int count, int milli, Violations at) {
        Checks.range(at, "gpu_count", count, 0, MAX_GPUS);
        Checks.range(at, "gpu_milli", milli, 0, WHOLE_GPU);
        boolean share = milli > 0 && milli < WHOLE_GPU;
        at.check(!share || count == 1, "gpu_milli", milli, "0 or 1000 unless gpu_count is 1");
    }

    /// An instance type's shape.
    public static void checkShape(Shape shape, Violations at) {
        Checks.range(at, "cpu_milli", shape.getCpuMilli(), 1, MAX_CPU_MILLI);
        Checks.range(at, "memory_mib", shape.getMemoryMib(), 1, MAX_MEMORY_MIB);
        checkGpus(shape.getGpuCount(), shape.getGpuMilli(), at);
        boolean wantsGpu = shape.getGpuCount() > 0;
        at.check(
                wantsGpu || shape.getGpuMilli() == 0,
                "gpu_milli",
                shape.getGpuMilli(),
                "0, since gpu_count is 0");
        at.check(
                wantsGpu || shape.getGpuType().isEmpty(),
                "gpu_type",
                shape.getGpuType(),
                "empty, since gpu_count is 0");
        if (wantsGpu) {
            Checks.syntax(at, "gpu_type", shape.getGpuType(), Syntax.GPU_TYPE);
        }
    }
}
