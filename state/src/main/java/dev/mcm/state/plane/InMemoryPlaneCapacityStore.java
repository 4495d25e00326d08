package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.InMemoryTable;
import dev.mcm.state.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// [PlaneCapacityStore] in memory, for tests.
public final class InMemoryPlaneCapacityStore implements PlaneCapacityStore {
    private record Key(PlaneId plane, String gpuType, int part) {
        static Key of(CapacityPart row) {
            return new Key(row.planeId(), row.gpuType(), row.part());
        }
    }

    private static final Comparator<CapacityPart> AGE =
            Comparator.comparing(CapacityPart::epoch).thenComparingLong(CapacityPart::seq);

    private final InMemoryTable<Key, CapacityPart> rows =
            new InMemoryTable<>(
                    Comparator.comparing(Key::plane)
                            .thenComparing(Key::gpuType)
                            .thenComparingInt(Key::part));

    @Override
    public List<CapacityPart> all(Tx tx) {
        return rows.all();
    }

    @Override
    public List<CapacityPart> ofPlane(Tx tx, PlaneId plane) {
        return rows.all().stream().filter(row -> row.planeId().equals(plane)).toList();
    }

    @Override
    public void replace(Tx tx, PlaneId plane, List<CapacityPart> parts) {
        Set<Key> kept = parts.stream().map(Key::of).collect(Collectors.toSet());
        ofPlane(tx, plane).stream()
                .map(Key::of)
                .filter(key -> !kept.contains(key))
                .forEach(key -> rows.remove(tx, key));
        parts.stream().filter(this::isNews).forEach(row -> rows.put(tx, Key.of(row), row));
    }

    private boolean isNews(CapacityPart row) {
        return rows.find(Key.of(row))
                .filter(current -> AGE.compare(row, current) <= 0 || sameContent(row, current))
                .isEmpty();
    }

    private static boolean sameContent(CapacityPart a, CapacityPart b) {
        CapacityPart moved =
                new CapacityPart(
                        a.planeId(),
                        a.gpuType(),
                        a.part(),
                        a.classes(),
                        a.nodes(),
                        a.totalGpuMilli(),
                        a.totalCpuMilli(),
                        a.totalMemoryMib(),
                        b.epoch(),
                        b.seq(),
                        b.observedAt());
        return moved.equals(b);
    }
}
