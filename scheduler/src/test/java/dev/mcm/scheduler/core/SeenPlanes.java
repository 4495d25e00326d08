package dev.mcm.scheduler.core;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneOrder;
import dev.mcm.state.plane.PlaneOrderKind;
import dev.mcm.state.plane.PlaneProbe;
import dev.mcm.state.plane.PlaneState;
import dev.mcm.state.plane.PlaneStateRow;
import dev.mcm.state.plane.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Planes as their witnesses see them, decided on again and again: what one decision stores the
/// next one reads.
final class SeenPlanes {
    private final SortedMap<String, View> views = new TreeMap<>();
    private SortedMap<PlaneId, PlaneStateRow> stored = new TreeMap<>();
    private Instant now = Scene.T0;

    /// What is known of one plane.
    private record View(
            PlaneLiveness liveness, PlaneProbe probe, Sightings seen, @Nullable PlaneOrder order) {}

    /// Planes that are heard and reached.
    static SeenPlanes of(String... ids) {
        SeenPlanes planes = new SeenPlanes();
        for (String id : ids) {
            planes.back(id);
        }
        planes.decide();
        return planes;
    }

    Instant now() {
        return now;
    }

    SeenPlanes after(int seconds) {
        now = now.plusSeconds(seconds);
        return this;
    }

    void back(String id) {
        set(id, SceneParts.heard(), SceneParts.reached(), Sightings.NONE, null);
    }

    void gone(String id) {
        set(id, SceneParts.silent(now), SceneParts.unreached(now), Sightings.NONE, null);
    }

    void set(
            String id,
            PlaneLiveness liveness,
            PlaneProbe probe,
            Sightings seen,
            @Nullable PlaneOrder order) {
        views.put(id, new View(liveness, probe, seen, order));
    }

    void seen(String id, Sightings seen) {
        View view = view(id);
        set(id, view.liveness(), view.probe(), seen, view.order());
    }

    void declare(String id, @Nullable PlaneOrderKind kind) {
        View view = view(id);
        @Nullable PlaneOrder order =
                kind == null
                        ? null
                        : new PlaneOrder(
                                new PlaneId(id), kind, "by word", "ops", now.plusSeconds(900), now);
        set(id, view.liveness(), view.probe(), view.seen(), order);
    }

    private View view(String id) {
        View view = views.get(id);
        if (view == null) {
            throw new IllegalArgumentException("plane: " + id);
        }
        return view;
    }

    /// A witness that looked so long ago, without a break for an hour before that.
    Sighting ago(Duration age) {
        Instant at = now.minus(age);
        return new Sighting(new PlaneId("any"), at, at.minusSeconds(3600), age);
    }

    List<PlaneFacts> facts() {
        return views.entrySet().stream()
                .map(entry -> facts(new PlaneId(entry.getKey()), entry.getValue()))
                .toList();
    }

    private PlaneFacts facts(PlaneId id, View view) {
        return new PlaneFacts(
                id,
                "aws",
                "r",
                false,
                false,
                IdentityState.KNOWN,
                view.liveness(),
                view.probe(),
                stored.get(id),
                List.of(),
                view.seen(),
                view.order(),
                Set.of(),
                Duration.ZERO,
                Map.of());
    }

    SeenPlanes decide() {
        stored = PlaneStatePolicy.decide(facts(), SchedulerPolicy.DEFAULT, now);
        return this;
    }

    PlaneState state(String id) {
        return row(id).state();
    }

    PlaneStateRow row(String id) {
        PlaneStateRow row = stored.get(new PlaneId(id));
        if (row == null) {
            throw new IllegalArgumentException("plane: " + id);
        }
        return row;
    }

    int braked() {
        return PlaneStatePolicy.census(facts(), SchedulerPolicy.DEFAULT, now).braked();
    }
}
