package dev.mcm.bench.scheduler;

import dev.mcm.local.trace.TraceNode;
import dev.mcm.state.plane.CapacityPart;
import dev.mcm.type.v1.NodeClass;
import dev.mcm.type.v1.NodeClasses;
import dev.mcm.type.v1.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The machines of a plane, and which replicas have which: each takes the first machine with room,
/// and gives it back. For one thread.
final class SeatedPlane {
    private final String id;
    private final List<TraceNode> trace;
    private final List<SeatedNode> nodes = new ArrayList<>();
    private final Map<FleetRows.Cell.Key, Deque<SeatedNode.Seat>> seats = new HashMap<>();

    /// @param trace machines that there are, for one more where there is no room
    SeatedPlane(String id, List<TraceNode> trace, List<TraceNode> machines) {
        this.id = id;
        this.trace = trace;
        machines.forEach(machine -> nodes.add(new SeatedNode(machine)));
    }

    /// A row of the plane's capacity.
    record Part(String plane, String gpuType, int part, NodeClasses classes) {}

    /// Replicas of a cell that have a place.
    int seated(FleetRows.Cell.Key cell) {
        Deque<SeatedNode.Seat> taken = seats.get(cell);
        return taken == null ? 0 : taken.size();
    }

    /// Gives places to so many replicas more, on machines that are added where there is no room.
    void seat(FleetRows.Cell.Key cell, Shape shape, int replicas) {
        int left = replicas;
        while (left > 0) {
            left -= seatWhereRoomIs(cell, shape, left);
            if (left > 0) {
                addMachine(shape);
            }
        }
    }

    /// Gives places to at most so many replicas more.
    ///
    /// @return to how many
    int seatWhereRoomIs(FleetRows.Cell.Key cell, Shape shape, int replicas) {
        int done = 0;
        for (SeatedNode node : nodes) {
            while (done < replicas) {
                Optional<SeatedNode.Seat> seat = node.take(shape);
                if (seat.isEmpty()) {
                    break;
                }
                seats.computeIfAbsent(cell, _ -> new ArrayDeque<>()).addLast(seat.get());
                done++;
            }
        }
        return done;
    }

    /// So many of a cell's replicas leave, the last that came first.
    void unseat(FleetRows.Cell.Key cell, int replicas) {
        if (replicas > seated(cell)) {
            throw new IllegalArgumentException(
                    "replicas of "
                            + cell
                            + " to leave: "
                            + replicas
                            + " (expected: at most "
                            + seated(cell)
                            + ")");
        }
        Deque<SeatedNode.Seat> taken = seats.getOrDefault(cell, new ArrayDeque<>());
        for (int i = 0; i < replicas; i++) {
            taken.removeLast().leave();
        }
        if (taken.isEmpty()) {
            seats.remove(cell);
        }
    }

    /// One more machine, of the first sort that holds such a replica.
    void addMachine(Shape shape) {
        for (TraceNode machine : trace) {
            if (new SeatedNode(machine).take(shape).isPresent()) {
                nodes.add(new SeatedNode(machine));
                return;
            }
        }
        throw new IllegalStateException("no machine of the trace holds " + shape);
    }

    List<Part> capacity() {
        Map<String, Map<NodeClass, Integer>> byType = new TreeMap<>();
        for (SeatedNode node : nodes) {
            byType.computeIfAbsent(node.gpuType(), _ -> new LinkedHashMap<>())
                    .merge(node.free(), 1, Integer::sum);
        }
        List<Part> parts = new ArrayList<>();
        byType.forEach((type, classes) -> {
            List<NodeClass> all = new ArrayList<>();
            classes.forEach((free, count) -> all.add(free.toBuilder().setNodeCount(count).build()));
            for (int from = 0; from < all.size(); from += CapacityPart.MAX_CLASSES) {
                int to = Math.min(all.size(), from + CapacityPart.MAX_CLASSES);
                parts.add(
                        new Part(
                                id,
                                type,
                                from / CapacityPart.MAX_CLASSES,
                                NodeClasses.newBuilder()
                                        .addAllClasses(all.subList(from, to))
                                        .build()));
            }
        });
        return parts;
    }
}
