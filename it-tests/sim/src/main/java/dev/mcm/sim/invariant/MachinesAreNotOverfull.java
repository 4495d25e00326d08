package dev.mcm.sim.invariant;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.sim.plane.Machine;
import dev.mcm.sim.world.PlaneLink;
import dev.mcm.sim.world.World;
import java.util.HashMap;
import java.util.Map;

final class MachinesAreNotOverfull implements Invariant {
    private final Findings findings;
    private final Map<PlaneId, Long> looked = new HashMap<>();

    MachinesAreNotOverfull(Findings findings) {
        this.findings = findings;
    }

    @Override
    public String sentence() {
        return "No machine holds more than it has.";
    }

    @Override
    public void afterEvent(World world) {
        for (PlaneLink link : world.links().values()) {
            Long before = looked.put(link.id(), link.changes());
            if (before == null || before != link.changes()) {
                link.model().machines().forEach(machine -> look(link, machine));
            }
        }
    }

    private void look(PlaneLink link, Machine machine) {
        if (machine.freeGpus() < 0
                || machine.freeCpuMilli() < 0
                || machine.freeMemoryMib() < 0
                || machine.freePodSlots() < 0) {
            findings.broken(this, "OVERFULL", link.id() + "/" + machine.spec().name());
        }
    }
}
