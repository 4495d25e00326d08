package dev.mcm.testkit.plane.controller;

import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.PlaneTimings;
import dev.mcm.testkit.plane.registry.Identities;
import dev.mcm.testkit.plane.registry.ObjectRegistry;

/// All controllers of a plane, on one scheduler. They react to the store from the moment they are
/// made.
///
/// @param nodes adds machines and stops them
/// @param kubelet runs pods
public record Controllers(NodeController nodes, Kubelet kubelet) {

    /// @param mostEvents how many Kubernetes events are kept; 0 records none
    public static Controllers start(
            ObjectRegistry registry,
            TaskScheduler scheduler,
            PlaneTimings timings,
            Requests requests,
            int mostEvents) {
        Dependents dependents = new Dependents(registry.store());
        Identities names = new Identities(mostEvents);
        EventRecorder events = new EventRecorder(registry, names, scheduler.clock(), mostEvents);
        new DeploymentController(registry, dependents, scheduler, events);
        new ReplicaSetController(registry, dependents, scheduler);
        new GangController(registry, dependents, scheduler, events);
        new GarbageCollector(registry, dependents, scheduler);
        new NamespaceController(registry, scheduler);
        new DisruptionController(registry, scheduler);
        new PodScheduler(registry, scheduler, events);
        PodReports reports = new PodReports(registry, scheduler.clock(), events);
        Kubelet kubelet = new Kubelet(registry, scheduler, timings, reports, requests);
        new TaintEviction(registry, scheduler, timings, events);
        return new Controllers(
                new NodeController(registry, scheduler, timings, kubelet, events), kubelet);
    }
}
