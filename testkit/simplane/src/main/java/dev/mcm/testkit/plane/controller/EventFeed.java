package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Hands a resource's changes to a controller in batches, on the controller's scheduler and in
/// their order.
public final class EventFeed {

    private final TaskScheduler scheduler;
    private final Consumer<List<StoreEvent>> handler;
    private List<StoreEvent> waiting = new ArrayList<>();

    private EventFeed(TaskScheduler scheduler, Consumer<List<StoreEvent>> handler) {
        this.scheduler = scheduler;
        this.handler = handler;
    }

    public static void open(
            ObjectStore store,
            ResourceType type,
            TaskScheduler scheduler,
            Consumer<List<StoreEvent>> handler) {
        EventFeed feed = new EventFeed(scheduler, handler);
        store.listen(type, feed::receive);
    }

    /// As the other, for the changes that are `wanted` only: the others do not wake the scheduler.
    public static void open(
            ObjectStore store,
            ResourceType type,
            Predicate<StoreEvent> wanted,
            TaskScheduler scheduler,
            Consumer<List<StoreEvent>> handler) {
        EventFeed feed = new EventFeed(scheduler, handler);
        store.listen(
                type,
                event -> {
                    if (wanted.test(event)) {
                        feed.receive(event);
                    }
                });
    }

    private synchronized void receive(StoreEvent event) {
        waiting.add(event);
        if (waiting.size() == 1) {
            scheduler.soon(this::drain);
        }
    }

    private void drain() {
        List<StoreEvent> batch;
        synchronized (this) {
            batch = waiting;
            waiting = new ArrayList<>();
        }
        handler.accept(batch);
    }
}
