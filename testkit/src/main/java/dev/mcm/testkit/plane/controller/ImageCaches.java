package dev.mcm.testkit.plane.controller;

import dev.mcm.testkit.time.TaskScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The images each node has. Pods that need an image which is being pulled wait for that pull. Used
/// by the scheduler's thread only.
final class ImageCaches {

    private record Place(String node, String image) {}

    private record Waiter(Runnable pulled, Runnable failed) {}

    private final TaskScheduler scheduler;
    private final Duration retry;
    private final Set<Place> present = new HashSet<>();
    private final Map<Place, List<Waiter>> pulls = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    ImageCaches(TaskScheduler scheduler, Duration retry) {
        this.scheduler = scheduler;
        this.retry = retry;
    }

    /// @param failed called after each pull that fails; the pull is tried again until it succeeds
    void whenPulled(String node, String image, Duration time, Runnable pulled, Runnable failed) {
        Place place = new Place(node, image);
        if (present.contains(place)) {
            pulled.run();
            return;
        }
        List<Waiter> waiters = pulls.get(place);
        if (waiters == null) {
            waiters = new ArrayList<>();
            pulls.put(place, waiters);
            scheduler.after(time, () -> finish(place, time));
        }
        waiters.add(new Waiter(pulled, failed));
    }

    private void finish(Place place, Duration time) {
        List<Waiter> waiters = List.copyOf(pulls.getOrDefault(place, List.of()));
        if (broken.contains(place.image())) {
            waiters.forEach(w -> w.failed().run());
            scheduler.after(retry.plus(time), () -> finish(place, time));
            return;
        }
        present.add(place);
        pulls.remove(place);
        waiters.forEach(w -> w.pulled().run());
    }

    void setBroken(String image, boolean value) {
        if (value) {
            broken.add(image);
            present.removeIf(p -> p.image().equals(image));
        } else {
            broken.remove(image);
        }
    }
}
