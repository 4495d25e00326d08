package dev.mcm.atc.core.status;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.PlaneState;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Which planes a status rests on without hearing them, and which ones an end waits for.
final class PlaneWaits {
    private PlaneWaits() {}

    /// Planes that are not LIVE and have replicas, with the age of what is known of them; empty =
    /// none. What such a plane said last may be true no longer.
    static String unheard(StatusFacts facts) {
        StringJoiner sentences = new StringJoiner("; ");
        byPlane(
                        facts,
                        cell ->
                                !cell.plane().isHeard()
                                        && (cell.placed() > 0 || cell.observed().pods() > 0))
                .forEach((plane, cells) -> sentences.add(unheard(plane, cells)));
        return sentences.toString();
    }

    /// What is left on each plane of a deployment that ends; empty = nothing. Nobody waits for what
    /// is on a lost plane.
    static String left(StatusFacts facts) {
        StringJoiner waits = new StringJoiner(", ");
        byPlane(facts, cell -> cell.plane().state() != PlaneState.LOST)
                .forEach((plane, cells) -> {
                    String why = left(cells);
                    if (!why.isEmpty()) {
                        waits.add("plane " + plane + " (" + why + ")");
                    }
                });
        return waits.toString();
    }

    private static SortedMap<PlaneId, List<CellFacts>> byPlane(
            StatusFacts facts, Predicate<CellFacts> wanted) {
        return facts.planes().stream()
                .filter(wanted)
                .collect(
                        Collectors.groupingBy(
                                CellFacts::planeId, TreeMap::new, Collectors.toList()));
    }

    private static String unheard(PlaneId plane, List<CellFacts> cells) {
        int ready = cells.stream().mapToInt(cell -> cell.observed().ready()).sum();
        int placed = cells.stream().mapToInt(CellFacts::placed).sum();
        return "plane "
                + plane
                + " is "
                + cells.getFirst().plane()
                + ": "
                + (ready > 0
                        ? ready + " of the ready replicas are what it said last"
                        : placed + " replicas placed there are not counted as ready");
    }

    private static String left(List<CellFacts> cells) {
        StringJoiner why = new StringJoiner(", ");
        int placed = cells.stream().mapToInt(CellFacts::placed).sum();
        int pods =
                cells.stream().mapToInt(cell -> cell.observed().pods() + cell.terminating()).sum();
        CellFacts any = cells.getFirst();
        boolean waits = placed > 0 || pods > 0 || any.push().behind();
        if (waits && !any.plane().isHeard()) {
            why.add(any.plane().toString());
        }
        if (placed > 0) {
            why.add(placed + " replicas placed");
        }
        if (pods > 0) {
            why.add(pods + " pods left");
        }
        if (any.push().behind() || (waits && !any.push().error().isEmpty())) {
            why.add(
                    any.push().error().isEmpty()
                            ? "not applied yet"
                            : "cannot be applied: " + any.push().error());
        }
        return why.toString();
    }
}
