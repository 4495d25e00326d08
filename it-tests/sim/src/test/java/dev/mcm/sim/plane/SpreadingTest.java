package dev.mcm.sim.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.scheduler.core.Shape;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpreadingTest {
    private static final Shape HALF = new Shape(4_000, 8_000, 4, 1000, "H100");

    private final List<Machine> machines = List.of(machine("n0"), machine("n1"));

    private static Machine machine(String name) {
        return new Machine(new MachineSpec(name, "H100", 8, 64_000, 64_000, 110));
    }

    private String bind(Binder binder) {
        Machine machine = Objects.requireNonNull(binder.choose(HALF, machines));
        machine.take(HALF, 1);
        return machine.spec().name();
    }

    @Test
    void twoHalvesTakeTwoMachinesWhereAPackingBinderTakesOne() {
        Binder spreading = new Spreading();
        assertThat(List.of(bind(spreading), bind(spreading))).containsExactly("n0", "n1");
        machines.forEach(machine -> machine.take(HALF, -1));
        Binder packing = new Packing();
        assertThat(List.of(bind(packing), bind(packing))).containsExactly("n0", "n0");
    }
}
