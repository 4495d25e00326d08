package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.FreeNode;
import dev.mcm.scheduler.core.Shape;
import java.util.Collections;
import java.util.List;

/// A machine and what is taken of it. GPUs are given out whole. Mutable, owned by its plane.
public final class Machine {
    private static final int WHOLE = 1000;

    private final MachineSpec spec;
    private boolean up = true;
    private int outages;
    private boolean noticedDown;
    private boolean cordoned;
    private int gpus;
    private long cpuMilli;
    private long memoryMib;
    private int pods;

    Machine(MachineSpec spec) {
        this.spec = spec;
    }

    public MachineSpec spec() {
        return spec;
    }

    boolean up() {
        return up;
    }

    void setUp(boolean isUp) {
        up = isUp;
        outages += isUp ? 0 : 1;
    }

    int outages() {
        return outages;
    }

    /// It is still down since that outage, counted from 1.
    boolean isDown(int outage) {
        return !up && outages == outage;
    }

    /// Its plane knows that it is down.
    boolean noticedDown() {
        return noticedDown;
    }

    void setNoticedDown(boolean noticed) {
        noticedDown = noticed;
    }

    void setCordoned(boolean isCordoned) {
        cordoned = isCordoned;
    }

    /// Its plane binds pods to it.
    public boolean open() {
        return !noticedDown && !cordoned;
    }

    public int freeGpus() {
        return spec.gpus() - gpus;
    }

    public long freeCpuMilli() {
        return spec.cpuMilli() - cpuMilli;
    }

    public long freeMemoryMib() {
        return spec.memoryMib() - memoryMib;
    }

    public int freePodSlots() {
        return spec.podSlots() - pods;
    }

    public boolean fits(Shape shape) {
        return open()
                && freePodSlots() > 0
                && shape.cpuMilli() <= freeCpuMilli()
                && shape.memoryMib() <= freeMemoryMib()
                && (shape.gpuCount() == 0
                        || (shape.gpuType().equals(spec.gpuType())
                                && shape.gpuCount() <= freeGpus()));
    }

    void take(Shape shape, int count) {
        gpus += count * shape.gpuCount();
        cpuMilli += count * shape.cpuMilli();
        memoryMib += count * shape.memoryMib();
        pods += count;
    }

    /// What GSM would report of it.
    FreeNode free() {
        return new FreeNode(
                spec.gpuType(),
                Collections.nCopies(freeGpus(), WHOLE),
                freeCpuMilli(),
                freeMemoryMib(),
                freePodSlots(),
                List.of());
    }
}
