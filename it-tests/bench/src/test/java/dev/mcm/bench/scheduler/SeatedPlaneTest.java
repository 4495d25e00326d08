package dev.mcm.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.type.v1.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeatedPlaneTest {
    private static final List<TraceNode> MACHINES =
            List.of(
                    new TraceNode("a", 32_000, 65_536, 2, "T4"),
                    new TraceNode("b", 64_000, 131_072, 4, "T4"));

    private final SeatedPlane plane = new SeatedPlane("p", MACHINES, MACHINES);

    @Test
    void whoeverLeavesInWhateverOrderThePlaneIsAsEmptyAsBefore() {
        List<SeatedPlane.Part> empty = plane.capacity();
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < 2_000; step++) {
            int cell = random.nextInt(20);
            if (random.nextBoolean()) {
                plane.seatWhereRoomIs(key(cell), shape(cell), 1 + random.nextInt(2));
            } else {
                plane.unseat(key(cell), random.nextInt(plane.seated(key(cell)) + 1));
            }
        }
        for (int cell = 0; cell < 20; cell++) {
            plane.unseat(key(cell), plane.seated(key(cell)));
        }
        assertThat(plane.capacity()).isEqualTo(empty);
    }

    @Test
    void sharesOfAGpuGoToTheFullestWithRoomAndWholeOnesToOthers() {
        plane.seat(key(1), share(500), 1);
        plane.seat(key(2), share(1_000), 1);
        plane.seat(key(3), share(300), 1);
        assertThat(plane.capacity().getFirst().classes().getClassesList())
                .anySatisfy(free -> assertThat(free.getFreeGpuMilliList()).containsExactly(200, 0));
        plane.unseat(key(2), 1);
        assertThat(plane.capacity().getFirst().classes().getClassesList())
                .anySatisfy(
                        free -> assertThat(free.getFreeGpuMilliList()).containsExactly(1_000, 200));
    }

    @Test
    void moreThanThereAreCannotLeave() {
        plane.seat(key(1), share(500), 1);
        assertThatThrownBy(() -> plane.unseat(key(1), 2))
                .hasMessageContaining("to leave: 2 (expected: at most 1)");
    }

    private static Shape shape(int cell) {
        return share(cell % 3 == 0 ? 1_000 : 100 * (1 + cell % 7));
    }

    private static Shape share(int milli) {
        return Shape.newBuilder()
                .setCpuMilli(1_000)
                .setMemoryMib(2_048)
                .setGpuCount(1)
                .setGpuMilli(milli)
                .setGpuType("T4")
                .build();
    }

    private static FleetRows.Cell.Key key(int cell) {
        return new FleetRows.Cell.Key("d" + cell, "p", "custom-t4", new PodRevision("0123456789"));
    }
}
