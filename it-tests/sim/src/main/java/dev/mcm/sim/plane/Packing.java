package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// As the profile does that MCM recommends: the machine that has the least left of cpu, memory and
/// GPUs, each as a share of the largest machine's; of equal ones the first by name.
public final class Packing implements Binder {
    @Override
    public @Nullable Machine choose(Shape shape, Collection<Machine> machines) {
        double cpu = 1;
        double memory = 1;
        double gpus = 1;
        for (Machine machine : machines) {
            cpu = Math.max(cpu, (double) machine.spec().cpuMilli());
            memory = Math.max(memory, (double) machine.spec().memoryMib());
            gpus = Math.max(gpus, machine.spec().gpus());
        }
        Machine best = null;
        double least = Double.MAX_VALUE;
        for (Machine machine : machines) {
            if (machine.fits(shape)) {
                double left =
                        (machine.freeCpuMilli() - shape.cpuMilli()) / cpu
                                + (machine.freeMemoryMib() - shape.memoryMib()) / memory
                                + (machine.freeGpus() - shape.gpuCount()) / gpus;
                if (left < least) {
                    best = machine;
                    least = left;
                }
            }
        }
        return best;
    }
}
