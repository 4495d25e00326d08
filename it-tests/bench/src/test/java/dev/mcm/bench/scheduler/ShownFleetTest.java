package dev.mcm.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.shared.plane.PodRevision;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownFleetTest {
    private static final TraceNode MACHINE = new TraceNode("n", 8_000, 8_192, 2, "T4");
    private static final Shape ONE =
            Shape.newBuilder()
                    .setCpuMilli(1_000)
                    .setMemoryMib(1_024)
                    .setGpuCount(1)
                    .setGpuMilli(1_000)
                    .setGpuType("T4")
                    .build();

    private final ShownFleet fleet =
            new ShownFleet(Map.of("east", plane("east"), "west", plane("west")), _ -> ONE);

    @Test
    void whatIsPlacedRunsAtTheNextReportAndTakesItsMachine() {
        ShownFleet.Changes changes = fleet.follow(List.of(cell("d", "east", 1)));
        assertThat(changes.there()).containsExactly(cell("d", "east", 1));
        assertThat(changes.gone()).isEmpty();
        assertThat(changes.planes()).containsExactly("east");
        assertThat(free("east").getFreeGpuMilliList()).containsExactly(1_000, 0);
        assertThat(free("east").getFreeCpuMilli()).isEqualTo(7_000);
    }

    @Test
    void whatEndsGivesItsMachineBack() {
        NodeClass before = free("east");
        fleet.follow(List.of(cell("d", "east", 2)));
        assertThat(fleet.follow(List.of(cell("d", "east", 1))).there())
                .containsExactly(cell("d", "east", 1));
        ShownFleet.Changes changes = fleet.follow(List.of(cell("d", "east", 0)));
        assertThat(changes.gone()).containsExactly(cell("d", "east", 0));
        assertThat(changes.there()).isEmpty();
        assertThat(free("east")).isEqualTo(before);
    }

    @Test
    void onlyWhatIsOtherwiseIsReported() {
        fleet.follow(List.of(cell("d", "east", 1), cell("e", "west", 1)));
        ShownFleet.Changes changes =
                fleet.follow(List.of(cell("d", "east", 1), cell("e", "west", 2)));
        assertThat(changes.there()).containsExactly(cell("e", "west", 2));
        assertThat(changes.planes()).containsExactly("west");
        assertThat(fleet.follow(List.of()).rows()).isZero();
    }

    @Test
    void whatEndsMakesRoomForWhatComesWithIt() {
        fleet.follow(List.of(cell("a", "east", 2)));
        ShownFleet.Changes changes =
                fleet.follow(List.of(cell("b", "east", 1), cell("a", "east", 1)));
        assertThat(changes.there())
                .containsExactlyInAnyOrder(cell("a", "east", 1), cell("b", "east", 1));
        assertThat(fleet.withoutMachine()).isZero();
    }

    @Test
    void whatFindsNoMachineIsNotShownUntilThereIsRoom() {
        fleet.follow(List.of(cell("a", "east", 2)));
        assertThat(fleet.follow(List.of(cell("b", "east", 1))).rows()).isZero();
        assertThat(fleet.withoutMachine()).isEqualTo(1);
        ShownFleet.Changes changes = fleet.follow(List.of(cell("a", "east", 1)));
        assertThat(changes.there())
                .containsExactlyInAnyOrder(cell("a", "east", 1), cell("b", "east", 1));
        assertThat(fleet.withoutMachine()).isZero();
    }

    @Test
    void aCellIsShownUnderTheVersionThatItCameWithUntilItIsGone() {
        fleet.follow(List.of(cell("d", "east", 1)));
        assertThat(fleet.follow(List.of(cell("d", "east", 2, 7))).there())
                .containsExactly(cell("d", "east", 2, 1));
        fleet.follow(List.of(cell("d", "east", 0, 7)));
        assertThat(fleet.follow(List.of(cell("d", "east", 1, 7))).there())
                .containsExactly(cell("d", "east", 1, 7));
    }

    @Test
    void ofAPlaneThatIsSilentNothingIsReported() {
        fleet.follow(List.of(cell("d", "east", 1)));
        fleet.silence("east");
        assertThat(fleet.follow(List.of(cell("d", "east", 0), cell("d", "west", 1))).planes())
                .containsExactly("west");
        assertThat(free("east").getFreeGpuMilliList()).containsExactly(1_000, 0);
    }

    @Test
    void aFleetThatBeginsAddsMachinesWhereThereIsNoRoomAndReportsNoneOfIt() {
        fleet.begin(List.of(cell("d", "east", 3)));
        assertThat(fleet.follow(List.of(cell("d", "east", 3))).rows()).isZero();
        assertThat(fleet.capacity("east").getFirst().classes().getClassesCount()).isEqualTo(2);
    }

    private NodeClass free(String plane) {
        return fleet.capacity(plane).getFirst().classes().getClasses(0);
    }

    private static SeatedPlane plane(String id) {
        return new SeatedPlane(id, List.of(MACHINE), List.of(MACHINE));
    }

    private static FleetRows.Cell cell(String deployment, String plane, int replicas) {
        return cell(deployment, plane, replicas, 1);
    }

    private static FleetRows.Cell cell(
            String deployment, String plane, int replicas, long version) {
        return new FleetRows.Cell(
                deployment, plane, "custom-t4", new PodRevision("0123456789"), version, replicas);
    }
}
