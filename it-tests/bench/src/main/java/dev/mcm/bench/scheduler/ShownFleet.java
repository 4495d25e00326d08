package dev.mcm.bench.scheduler;

import dev.mcm.type.v1.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// What planes show of what is placed on them: a replica has its machine and is ready at the next
/// report, and one that ends gives its machine back. Pure but for its own memory. For one thread.
final class ShownFleet {
    private final Map<String, SeatedPlane> planes;
    private final Function<FleetRows.Cell.Key, Shape> shapes;
    private final Map<FleetRows.Cell.Key, FleetRows.Cell> shown = new HashMap<>();
    private final Map<FleetRows.Cell.Key, FleetRows.Cell> waiting = new HashMap<>();
    private final Set<String> silent = new TreeSet<>();

    /// @param planes by id, without replicas
    /// @param shapes what a replica of a cell asks for
    ShownFleet(Map<String, SeatedPlane> planes, Function<FleetRows.Cell.Key, Shape> shapes) {
        this.planes = Map.copyOf(planes);
        this.shapes = shapes;
    }

    /// What is otherwise than in the report before.
    ///
    /// @param there cells of which something runs, with their replicas that do
    /// @param gone cells of which nothing runs any more
    /// @param planes those of which other machines are free
    record Changes(List<FleetRows.Cell> there, List<FleetRows.Cell> gone, Set<String> planes) {
        int rows() {
            return there.size() + gone.size();
        }
    }

    /// All that is placed runs, on machines that are added where there is no room.
    void begin(Collection<FleetRows.Cell> placed) {
        for (FleetRows.Cell cell : placed) {
            plane(cell).seat(cell.key(), shapes.apply(cell.key()), cell.replicas());
            shown.put(cell.key(), cell);
        }
    }

    /// What runs on all planes becomes what is placed.
    ///
    /// @param placed cells whose rows have changed, with what they say now
    Changes follow(Collection<FleetRows.Cell> placed) {
        return follow(placed, _ -> true);
    }

    /// What runs becomes what is placed: first ends what is too many. What finds no machine waits
    /// without one until there is room.
    ///
    /// @param placed cells whose rows have changed, with what they say now
    /// @param due planes that report now; the others do later
    Changes follow(Collection<FleetRows.Cell> placed, Predicate<String> due) {
        for (FleetRows.Cell cell : placed) {
            if (!silent.contains(cell.plane())) {
                waiting.put(cell.key(), cell);
            }
        }
        List<FleetRows.Cell> open =
                waiting.values().stream().filter(cell -> due.test(cell.plane())).toList();
        for (FleetRows.Cell cell : open) {
            plane(cell).unseat(cell.key(), Math.max(0, seated(cell) - cell.replicas()));
        }
        Changes changes = new Changes(new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
        for (FleetRows.Cell cell : open) {
            int missing = Math.max(0, cell.replicas() - seated(cell));
            plane(cell).seatWhereRoomIs(cell.key(), shapes.apply(cell.key()), missing);
            show(cell, changes);
            if (seated(cell) == cell.replicas()) {
                waiting.remove(cell.key());
            }
        }
        return changes;
    }

    private void show(FleetRows.Cell cell, Changes changes) {
        FleetRows.Cell before = shown.get(cell.key());
        int now = seated(cell);
        if (now == (before == null ? 0 : before.replicas())) {
            return;
        }
        FleetRows.Cell said = (before == null ? cell : before).with(now);
        changes.planes().add(cell.plane());
        if (now == 0) {
            shown.remove(cell.key());
            changes.gone().add(said);
        } else {
            shown.put(cell.key(), said);
            changes.there().add(said);
        }
    }

    /// Nothing is heard of a plane from here on.
    void silence(String plane) {
        silent.add(plane);
        waiting.values().removeIf(cell -> cell.plane().equals(plane));
    }

    /// Replicas that wait for a machine.
    int withoutMachine() {
        return waiting.values().stream().mapToInt(cell -> cell.replicas() - seated(cell)).sum();
    }

    private int seated(FleetRows.Cell cell) {
        return plane(cell).seated(cell.key());
    }

    private SeatedPlane plane(FleetRows.Cell cell) {
        return Objects.requireNonNull(planes.get(cell.plane()), cell.plane());
    }

    /// What is free of a plane.
    List<SeatedPlane.Part> capacity(String plane) {
        return Objects.requireNonNull(planes.get(plane), plane).capacity();
    }
}
