package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.PlaneTimings;
import dev.mcm.testkit.plane.registry.Identities;
import dev.mcm.testkit.plane.registry.ObjectRegistry;

/// All controllers of a plane, on one scheduler. They react to the store from the moment they are
/// made.
///
/// @param nodes adds machines and stops them
/// @param kubelet runs pods
public record Controllers(NodeController nodes, Kubelet kubelet) {

    /// Starts them by the timings, binder and number of events that are kept of the options.
    public static Controllers start(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            Requests requests,
            PlaneOptions options) {
        int mostEvents = options.mostEvents();
        PlaneTimings timings = options.timings();
        Dependents dependents = new Dependents(registry.store());
        Identities names = new Identities(mostEvents);
        EventRecorder events = new EventRecorder(registry, names, scheduler.clock(), mostEvents);
        new DeploymentController(registry, dependents, scheduler, events);
        new ReplicaSetController(registry, dependents, scheduler, events);
        new GangController(registry, dependents, scheduler, events);
        new GarbageCollector(registry, dependents, scheduler);
        new NamespaceController(registry, scheduler);
        new DisruptionController(registry, scheduler);
        new QuotaController(registry, scheduler);
        new PodScheduler(registry, scheduler, events, options.binder());
        PodReports reports = new PodReports(registry, scheduler.clock(), events);
        Kubelet kubelet = new Kubelet(registry, scheduler, timings, reports, requests);
        new TaintEviction(registry, scheduler, timings, events);
        return new Controllers(
                new NodeController(registry, scheduler, timings, kubelet, events), kubelet);
    }
}
