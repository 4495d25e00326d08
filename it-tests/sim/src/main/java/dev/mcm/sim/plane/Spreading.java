package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.Shape;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// As kube-scheduler does by default (NodeResourcesFit, LeastAllocated): the machine whose cpu and
/// memory are the least taken afterwards, GPUs not looked at; of equal ones the first by name.
public final class Spreading implements Binder {
    @Override
    public @Nullable Machine choose(Shape shape, Collection<Machine> machines) {
        Machine best = null;
        long most = -1;
        for (Machine machine : machines) {
            if (machine.fits(shape) && score(shape, machine) > most) {
                best = machine;
                most = score(shape, machine);
            }
        }
        return best;
    }

    /// Mean of the free shares in whole percent, each rounded down as kube-scheduler does.
    private static long score(Shape shape, Machine machine) {
        MachineSpec spec = machine.spec();
        long cpu = (machine.freeCpuMilli() - shape.cpuMilli()) * 100 / spec.cpuMilli();
        long memory = (machine.freeMemoryMib() - shape.memoryMib()) * 100 / spec.memoryMib();
        return (cpu + memory) / 2;
    }
}
