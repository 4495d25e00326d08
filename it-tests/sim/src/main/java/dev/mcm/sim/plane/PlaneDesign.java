package dev.mcm.sim.plane;

import dev.mcm.shared.id.PlaneId;
import java.util.List;

/// A plane of a scenario.
public record PlaneDesign(
        PlaneId id,
        String provider,
        String region,
        BinderKind binder,
        PodTimings timings,
        List<MachineSpec> machines) {
    public PlaneDesign {
        machines = List.copyOf(machines);
    }

    /// How its scheduler chooses machines.
    public enum BinderKind {
        SPREADING {
            @Override
            Binder binder() {
                return new Spreading();
            }
        },
        PACKING {
            @Override
            Binder binder() {
                return new Packing();
            }
        };

        abstract Binder binder();
    }
}
