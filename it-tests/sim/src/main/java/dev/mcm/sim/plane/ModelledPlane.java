package dev.mcm.sim.plane;

import dev.mcm.scheduler.core.FreeNode;
import dev.mcm.scheduler.core.NodeClass;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.TaskScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A plane as far as the deciders can tell: machines, workloads and their pods, a binder, and how
/// long things take. Everything runs on the one scheduler of the simulation.
public final class ModelledPlane {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Comparator<Pod> FIRST_TO_GO =
            Comparator.<Pod, Boolean>comparing(pod -> pod.machine != null)
                    .thenComparing(Pod::seenReady)
                    .thenComparingLong(pod -> -pod.id);

    private final PlaneId id;
    private final SortedMap<String, Machine> machines = new TreeMap<>();
    private final List<Pod> pods = new ArrayList<>();
    private final SortedMap<ModelledWorkload.Key, ModelledWorkload> workloads = new TreeMap<>();
    private final Set<DeploymentId> broken = new HashSet<>();
    private final Binder binder;
    private final PodTimings timings;
    private final TaskScheduler scheduler;
    private final Draws draws;
    private final Runnable changed;
    private long created;
    private boolean workDue;

    /// @param changed told after each change that its API would show
    public ModelledPlane(PlaneDesign spec, TaskScheduler scheduler, Draws draws, Runnable changed) {
        this.id = spec.id();
        this.binder = spec.binder().binder();
        this.timings = spec.timings();
        this.scheduler = scheduler;
        this.draws = draws;
        this.changed = changed;
        spec.machines().forEach(machine -> machines.put(machine.name(), new Machine(machine)));
    }

    public Collection<Machine> machines() {
        return Collections.unmodifiableCollection(machines.values());
    }

    public List<Pod> pods() {
        return Collections.unmodifiableList(pods);
    }

    /// Runs these workloads and no others from now on.
    public void apply(Map<ModelledWorkload.Key, ModelledWorkload> wanted) {
        workloads.clear();
        workloads.putAll(wanted);
        work();
    }

    public void machineDown(String name, boolean down) {
        Machine machine = machine(name);
        if (machine.up() != down) {
            return;
        }
        machine.setUp(!down);
        if (down) {
            int outage = machine.outages();
            scheduler.after(timings.detection(), () -> notice(machine, outage));
        } else {
            machine.setNoticedDown(false);
            pods.stream().filter(pod -> pod.machine == machine).forEach(this::restart);
            shown();
        }
    }

    private void notice(Machine machine, int outage) {
        if (machine.isDown(outage)) {
            machine.setNoticedDown(true);
            scheduler.after(timings.eviction(), () -> evict(machine, outage));
            shown();
        }
    }

    private void evict(Machine machine, int outage) {
        if (machine.isDown(outage)) {
            List.copyOf(pods).stream().filter(pod -> pod.machine == machine).forEach(this::gone);
            shown();
        }
    }

    public void machineCordoned(String name, boolean cordoned) {
        machine(name).setCordoned(cordoned);
        shown();
    }

    private Machine machine(String name) {
        Machine machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException(
                    "machine "
                            + name
                            + " of "
                            + id
                            + " (expected: one of "
                            + machines.keySet()
                            + ")");
        }
        return machine;
    }

    /// The image of a deployment cannot be pulled, or can again.
    public void imageBroken(DeploymentId deployment, boolean isBroken) {
        if (isBroken ? broken.add(deployment) : broken.remove(deployment)) {
            for (Pod pod : pods) {
                boolean starts = pod.state == Pod.State.STARTING || pod.state == Pod.State.FAILING;
                if (starts && pod.workload.deploymentId().equals(deployment)) {
                    start(pod);
                }
            }
            changed.run();
        }
    }

    /// Replicas of the deployment that answer requests now.
    public int serving(DeploymentId deployment) {
        int serving = 0;
        for (Pod pod : pods) {
            serving += pod.serving() && pod.workload.deploymentId().equals(deployment) ? 1 : 0;
        }
        return serving;
    }

    /// It fills machines up, as the Scheduler's own model of a plane does.
    public boolean packs() {
        return binder instanceof Packing;
    }

    public PlanePicture look() {
        Map<FreeNode, Integer> classes = new LinkedHashMap<>();
        for (Machine machine : machines.values()) {
            if (machine.open()) {
                classes.merge(machine.free(), 1, Integer::sum);
            }
        }
        SortedMap<ModelledWorkload.Key, List<PlanePicture.Shown>> replicas = new TreeMap<>();
        workloads.keySet().forEach(key -> replicas.put(key, new ArrayList<>()));
        for (Pod pod : pods) {
            replicas.computeIfAbsent(pod.workload, _ -> new ArrayList<>()).add(pod.look());
        }
        List<NodeClass> capacity = new ArrayList<>();
        classes.forEach((node, nodes) -> capacity.add(new NodeClass(node, nodes)));
        return new PlanePicture(capacity, replicas);
    }

    private void shown() {
        changed.run();
        work();
    }

    private void work() {
        if (!workDue) {
            workDue = true;
            scheduler.after(
                    SOON,
                    () -> {
                        workDue = false;
                        boolean reconciled = reconcile();
                        if (bind() || reconciled) {
                            changed.run();
                        }
                    });
        }
    }

    private boolean reconcile() {
        Map<ModelledWorkload.Key, List<Pod>> running = new TreeMap<>();
        workloads.keySet().forEach(key -> running.put(key, new ArrayList<>()));
        for (Pod pod : pods) {
            if (!pod.ending()) {
                running.computeIfAbsent(pod.workload, _ -> new ArrayList<>()).add(pod);
            }
        }
        boolean any = false;
        for (Map.Entry<ModelledWorkload.Key, List<Pod>> entry : running.entrySet()) {
            any |= reconcile(entry.getKey(), entry.getValue());
        }
        return any;
    }

    private boolean reconcile(ModelledWorkload.Key key, List<Pod> running) {
        ModelledWorkload workload = workloads.get(key);
        int wanted = workload == null ? 0 : workload.replicas();
        running.sort(FIRST_TO_GO);
        for (int i = 0; i < running.size() - wanted; i++) {
            end(running.get(i));
        }
        for (int i = running.size(); workload != null && i < wanted; i++) {
            Pod pod = new Pod(created++, key, workload.shape(), scheduler.clock().instant());
            pods.add(pods.size() - unordered(pod), pod);
        }
        return running.size() != wanted;
    }

    /// Workloads are pushed and pods are queued in any order: before how many of those that wait it
    /// comes.
    private int unordered(Pod pod) {
        int waiting = 0;
        while (waiting < pods.size()
                && pods.get(pods.size() - 1 - waiting).state == Pod.State.UNBOUND) {
            waiting++;
        }
        return draws.upTo(waiting, id, pod.id);
    }

    private void end(Pod pod) {
        if (pod.machine == null) {
            pods.remove(pod);
            return;
        }
        pod.state = Pod.State.ENDING;
        endSoon(pod);
    }

    private void endSoon(Pod pod) {
        scheduler.after(
                timings.shutdown(),
                () -> {
                    if (pods.contains(pod) && pod.machine != null && pod.machine.up()) {
                        gone(pod);
                        work();
                        changed.run();
                    }
                });
    }

    private void gone(Pod pod) {
        pods.remove(pod);
        if (pod.machine != null) {
            pod.machine.take(pod.shape, -1);
            pod.machine = null;
        }
    }

    private boolean bind() {
        boolean any = false;
        for (Pod pod : pods) {
            Machine machine = pod.state == Pod.State.UNBOUND ? bind(pod) : null;
            any |= pod.isRefusedNow(machine);
            if (machine != null) {
                machine.take(pod.shape, 1);
                pod.machine = machine;
                pod.boundAt = scheduler.clock().instant();
                start(pod);
                any = true;
            }
        }
        return any;
    }

    private @Nullable Machine bind(Pod pod) {
        return binder.choose(pod.shape, machines.values());
    }

    /// Its machine is back.
    private void restart(Pod pod) {
        if (pod.ending()) {
            endSoon(pod);
        } else {
            start(pod);
        }
    }

    private void start(Pod pod) {
        int starts = ++pod.starts;
        if (broken.contains(pod.workload.deploymentId())) {
            pod.state = Pod.State.FAILING;
            return;
        }
        pod.state = Pod.State.STARTING;
        Duration takes =
                draws.between(
                        timings.coldStart(),
                        timings.coldStart().plus(timings.coldStartSpread()),
                        id,
                        pod.id);
        scheduler.after(takes, () -> ready(pod, starts));
    }

    private void ready(Pod pod, int starts) {
        if (pod.starts == starts
                && pod.state == Pod.State.STARTING
                && pod.machine != null
                && pod.machine.up()) {
            pod.state = Pod.State.READY;
            changed.run();
        }
    }
}
