package dev.mcm.testkit.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.TaskScheduler;
import dev.mcm.testkit.plane.access.AccessControl;
import dev.mcm.testkit.plane.access.DefaultRoles;
import dev.mcm.testkit.plane.access.ServiceAccounts;
import dev.mcm.testkit.plane.admission.PolicyAdmission;
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
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.StoredObject;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A plane without its network: objects, controllers and the gateway's core on schedulers that the
/// caller brings, which may be a manual clock. Safe for use by many threads.
public final class HeadlessPlane {

    private static final List<String> NAMESPACES =
            List.of(
                    "default",
                    PlaneNames.CLUSTER_NAMESPACE,
                    "kube-node-lease",
                    PlaneNames.SYSTEM_NAMESPACE);

    private final PlaneOptions options;
    private final Identities identities;
    private final ObjectRegistry registry;
    private final GatewayCore gateway;
    private final Controllers controllers;
    private final ServiceAccounts accounts;
    private final AccessControl access;
    private final PlaneClock clock;

    private HeadlessPlane(
            PlaneOptions options,
            PlaneClock clock,
            Stock stock,
            GatewayCore gateway,
            Controllers controllers) {
        this.options = options;
        this.identities = stock.identities();
        this.registry = stock.registry();
        this.clock = clock;
        this.gateway = gateway;
        this.controllers = controllers;
        accounts = new ServiceAccounts(registry.store(), registry.clock(), options.seed());
        access =
                new AccessControl(
                        new AccessControl.Rules(
                                options.access().users(), options.token(), options.access().rbac()),
                        accounts,
                        registry.store());
    }

    /// The plane's objects, and who names new ones.
    private record Stock(Identities identities, ObjectRegistry registry) {}

    /// A plane of which everything runs on one scheduler.
    public static HeadlessPlane on(TaskScheduler scheduler, PlaneOptions options) {
        return on(scheduler, scheduler, options);
    }

    /// A plane whose gateway does not wait for its controllers.
    public static HeadlessPlane on(
            TaskScheduler controllerScheduler,
            TaskScheduler gatewayScheduler,
            PlaneOptions options) {
        PlaneClock clock = new PlaneClock(controllerScheduler);
        long start = clock.instant().toEpochMilli();
        ObjectStore store = new ObjectStore(ResourceTypes.ALL, start, options.eventLogSize());
        long seed = options.seed() * 31 + options.id().hashCode() * 0x9E3779B97F4A7C15L + start;
        Identities identities = new Identities(seed, options.clusterId());
        ObjectRegistry registry =
                new ObjectRegistry(store, clock, identities, new PolicyAdmission(store));
        GatewayCore gateway =
                new GatewayCore(
                        options.id(), new StoreSource(store, gatewayScheduler), gatewayScheduler);
        Controllers controllers = Controllers.start(registry, clock, gateway, options);
        HeadlessPlane plane =
                new HeadlessPlane(
                        options, clock, new Stock(identities, registry), gateway, controllers);
        plane.furnish();
        options.nodes().forEach(controllers.nodes()::add);
        return plane;
    }

    /// Makes what every cluster has.
    private void furnish() {
        for (String namespace : NAMESPACES) {
            create(ResourceTypes.NAMESPACE, "", named(namespace));
        }
        ObjectNode gatewayObject = named(PlaneNames.GATEWAY);
        gatewayObject.putObject("spec").put("gatewayClassName", "mcm-simulated");
        create(ResourceTypes.GATEWAY, PlaneNames.SYSTEM_NAMESPACE, gatewayObject);
        if (options.access().rbac()) {
            DefaultRoles.create(registry);
        }
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Trees.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    /// A client may have made it a moment ago, when the store is made anew while clients write.
    private void create(ResourceType type, String namespace, ObjectNode object) {
        try {
            registry.create(WriteRequest.internal(type, new ObjectKey(namespace, "")), object);
        } catch (StatusException e) {
            if (!e.isAlreadyExists()) {
                throw e;
            }
        }
    }

    public String id() {
        return options.id().value();
    }

    public ObjectRegistry registry() {
        return registry;
    }

    /// The tokens of the plane's service accounts.
    public ServiceAccounts accounts() {
        return accounts;
    }

    public AccessControl access() {
        return access;
    }

    public GatewayCore gateway() {
        return gateway;
    }

    public Controllers controllers() {
        return controllers;
    }

    /// What the plane takes for the time.
    public InstantSource clock() {
        return clock;
    }

    /// Sets how far the plane's clock is ahead of the true time; negative for behind. Everything
    /// that the plane stamps is off by it; how long things take is not.
    public void setClockSkew(Duration ahead) {
        clock.setSkew(ahead);
    }

    /// Everything the store holds, for [#restore].
    public ObjectStore.Backup backup() {
        return registry.store().backup();
    }

    /// The store goes back to what it was, its versions too, so that later writes use versions
    /// again which clients have seen with another content: what restoring etcd without
    /// `--bump-revision` does. Watches lose their place. Machines that the backup does not know
    /// make their node objects again; pods it knows start again, pods it does not know end.
    public void restore(ObjectStore.Backup backup) {
        registry.store().restore(backup, backup.version());
        controllers.nodes().reportAll();
    }

    /// The store is lost and made anew: no objects but those every cluster has, under new versions,
    /// and still the same cluster by its uid. Watches lose their place. The machines are still
    /// there and make their node objects again.
    public void loseStore() {
        ObjectStore store = registry.store();
        long fresh = Math.max(store.version() + 1, clock.instant().toEpochMilli());
        store.restore(new ObjectStore.Backup(Map.of(), fresh), fresh);
        furnish();
        controllers.nodes().reportAll();
    }

    /// The cluster is built anew: its store is lost, and it is another cluster by its uid.
    public void rebuild() {
        identities.becomeAnother();
        loseStore();
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
