package dev.mcm.testkit.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.controller.Controllers;
import dev.mcm.testkit.plane.gateway.GatewayCore;
import dev.mcm.testkit.plane.gateway.StoreSource;
import dev.mcm.testkit.plane.registry.Identities;
import dev.mcm.testkit.plane.registry.ObjectRegistry;
import dev.mcm.testkit.plane.registry.WriteRequest;
import dev.mcm.testkit.plane.store.ObjectKey;
import dev.mcm.testkit.plane.store.ObjectStore;
import dev.mcm.testkit.plane.store.ResourceType;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import dev.mcm.testkit.time.TaskScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plane without its network: objects, controllers and the gateway's core on schedulers that the
/// caller brings, which may be a manual clock. Safe for use by many threads.
public final class HeadlessPlane {

    private static final List<String> NAMESPACES =
            List.of("default", "kube-system", "kube-node-lease", PlaneNames.SYSTEM_NAMESPACE);

    private final PlaneOptions options;
    private final ObjectRegistry registry;
    private final GatewayCore gateway;
    private final Controllers controllers;

    private HeadlessPlane(
            PlaneOptions options,
            ObjectRegistry registry,
            GatewayCore gateway,
            Controllers controllers) {
        this.options = options;
        this.registry = registry;
        this.gateway = gateway;
        this.controllers = controllers;
    }

    /// A plane of which everything runs on one scheduler.
    public static HeadlessPlane on(TaskScheduler scheduler, PlaneOptions options) {
        return on(scheduler, scheduler, options);
    }

    /// A plane whose gateway does not wait for its controllers.
    public static HeadlessPlane on(
            TaskScheduler controllerScheduler,
            TaskScheduler gatewayScheduler,
            PlaneOptions options) {
        long start = controllerScheduler.clock().instant().toEpochMilli();
        ObjectStore store = new ObjectStore(ResourceTypes.ALL, start, options.eventLogSize());
        long seed = options.seed() * 31 + options.id().hashCode() * 0x9E3779B97F4A7C15L + start;
        ObjectRegistry registry =
                new ObjectRegistry(store, controllerScheduler.clock(), new Identities(seed));
        GatewayCore gateway =
                new GatewayCore(
                        options.id(), new StoreSource(store, gatewayScheduler), gatewayScheduler);
        Controllers controllers =
                Controllers.start(
                        registry,
                        controllerScheduler,
                        options.timings(),
                        gateway,
                        options.mostEvents());
        HeadlessPlane plane = new HeadlessPlane(options, registry, gateway, controllers);
        plane.furnish();
        return plane;
    }

    private void furnish() {
        for (String namespace : NAMESPACES) {
            create(ResourceTypes.NAMESPACE, "", named(namespace));
        }
        ObjectNode gatewayObject = named(PlaneNames.GATEWAY);
        gatewayObject.putObject("spec").put("gatewayClassName", "mcm-simulated");
        create(ResourceTypes.GATEWAY, PlaneNames.SYSTEM_NAMESPACE, gatewayObject);
        options.nodes().forEach(controllers.nodes()::add);
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Trees.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    private void create(ResourceType type, String namespace, ObjectNode object) {
        registry.create(WriteRequest.internal(type, new ObjectKey(namespace, "")), object);
    }

    public String id() {
        return options.id().value();
    }

    public ObjectRegistry registry() {
        return registry;
    }

    public GatewayCore gateway() {
        return gateway;
    }

    public Controllers controllers() {
        return controllers;
    }

    /// The pods in order of namespace and name.
    public List<PodView> pods() {
        List<PodView> pods = new ArrayList<>();
        objects(ResourceTypes.POD).forEach(p -> pods.add(PodView.of(p)));
        return pods;
    }

    public List<StoredObject> objects(ResourceType type) {
        List<StoredObject> objects = new ArrayList<>();
        registry.store().snapshot(type).objects().values().forEach(objects::add);
        return objects;
    }

    public Optional<StoredObject> object(ResourceType type, String namespace, String name) {
        return Optional.ofNullable(registry.store().find(type, new ObjectKey(namespace, name)));
    }
}
