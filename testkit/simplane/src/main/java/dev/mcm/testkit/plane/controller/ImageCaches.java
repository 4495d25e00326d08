package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
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

    /// Hears how the pull of an image goes.
    interface Waiter {
        void pulled();

        /// The pull failed just now; it is tried again until it succeeds.
        void failed();

        /// The next try waits.
        void backingOff();
    }

    private final TaskScheduler scheduler;
    private final Retries fresh;
    private final Duration errorShown;
    private final Set<Place> present = new HashSet<>();
    private final Map<Place, List<Waiter>> pulls = new HashMap<>();
    private final Set<String> broken = new HashSet<>();

    /// @param errorShown how long a failure is told before the wait for the next try
    ImageCaches(TaskScheduler scheduler, Retries fresh, Duration errorShown) {
        this.scheduler = scheduler;
        this.fresh = fresh;
        this.errorShown = errorShown;
    }

    void whenPulled(String node, String image, Duration time, Waiter waiter) {
        Place place = new Place(node, image);
        if (present.contains(place)) {
            waiter.pulled();
            return;
        }
        List<Waiter> waiters = pulls.get(place);
        if (waiters == null) {
            waiters = new ArrayList<>();
            pulls.put(place, waiters);
            scheduler.after(time, () -> finish(place, time, fresh));
        }
        waiters.add(waiter);
    }

    private void finish(Place place, Duration time, Retries retries) {
        List<Waiter> waiters = waiters(place);
        if (broken.contains(place.image())) {
            waiters.forEach(Waiter::failed);
            scheduler.after(errorShown, () -> waiters(place).forEach(Waiter::backingOff));
            scheduler.after(
                    errorShown.plus(retries.next()).plus(time),
                    () -> finish(place, time, retries.afterFailure()));
            return;
        }
        present.add(place);
        pulls.remove(place);
        waiters.forEach(Waiter::pulled);
    }

    private List<Waiter> waiters(Place place) {
        return List.copyOf(pulls.getOrDefault(place, List.of()));
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
