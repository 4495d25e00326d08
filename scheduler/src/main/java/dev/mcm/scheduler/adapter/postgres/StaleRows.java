package dev.mcm.scheduler.adapter.postgres;

import dev.mcm.shared.feed.DirtySet;
import dev.mcm.shared.feed.RowEvent;
import dev.mcm.shared.feed.RowListener;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.table.Table;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/// What has changed of the rows since they were read last, as far as their events tell. Events say
/// which rows to read again, never what they are. Thread-safe.
public final class StaleRows {
    /// Past so many, reading everything is as quick.
    private static final int MOST = 10_000;

    /// What a change of a row is a change of.
    private enum Concern {
        EVERYTHING,
        ASKED,
        SCALED,
        OBSERVED,
        NODES,
        PLANE,
        NOTHING
    }

    /// Tables whose changes may change a decision.
    public static final Set<Table> TABLES =
            Table.published().stream()
                    .filter(table -> concern(table) != Concern.NOTHING)
                    .collect(Collectors.toUnmodifiableSet());

    private final DirtySet<DeploymentId> asked = new DirtySet<>(MOST);
    private final DirtySet<DeploymentId> scaled = new DirtySet<>(MOST);
    private final DirtySet<DeploymentId> observed = new DirtySet<>(MOST);
    private final DirtySet<PlaneId> capacity = new DirtySet<>(MOST);
    private final AtomicBoolean planes = new AtomicBoolean();
    private volatile BooleanSupplier whole = () -> true;
    private volatile Runnable wake = () -> {};

    /// What to read again.
    ///
    /// @param all everything may be otherwise
    /// @param capacity planes of which the nodes may be others
    /// @param planes anything else of any plane may be otherwise
    record Batch(boolean all, Deployments deployments, Set<PlaneId> capacity, boolean planes) {
        boolean isEmpty() {
            return !all && deployments.all().isEmpty() && capacity.isEmpty() && !planes;
        }
    }

    /// By what may be otherwise of them.
    ///
    /// @param asked what is asked for
    /// @param scaled how many replicas are wanted
    /// @param observed what planes show of them
    record Deployments(
            Set<DeploymentId> asked, Set<DeploymentId> scaled, Set<DeploymentId> observed) {
        Set<DeploymentId> all() {
            Set<DeploymentId> all = new HashSet<>(asked);
            all.addAll(scaled);
            all.addAll(observed);
            return all;
        }
    }

    /// @param feed whether all changes of all tables come in, for all that is known
    public void askWhetherWhole(BooleanSupplier feed) {
        whole = feed;
    }

    /// Has everything looked at soon, though nothing may have changed.
    void wake() {
        wake.run();
    }

    /// All changes of all tables come in, for all that is known.
    boolean areWhole() {
        return whole.getAsBoolean();
    }

    /// Hears of changes.
    ///
    /// @param wake called after each
    public RowListener listener(Runnable wake) {
        this.wake = wake;
        return new RowListener() {
            @Override
            public void changed(RowEvent event) {
                try {
                    note(event);
                } catch (IllegalArgumentException e) {
                    asked.addAll(); // a key that is none of ours does not say what changed
                }
                wake.run();
            }

            @Override
            public void resync() {
                asked.addAll();
                wake.run();
            }
        };
    }

    private void note(RowEvent event) {
        String key = event.key().getFirst();
        switch (concern(event.table())) {
            case EVERYTHING -> asked.addAll();
            case ASKED -> asked.add(new DeploymentId(key));
            case SCALED -> scaled.add(new DeploymentId(key));
            case OBSERVED -> observed.add(new DeploymentId(key));
            case NODES -> capacity.add(new PlaneId(key));
            case PLANE -> planes.set(true);
            case NOTHING -> {}
        }
    }

    private static Concern concern(Table table) {
        return switch (table) {
            case ORGANIZATIONS -> Concern.EVERYTHING;
            case DEPLOYMENTS -> Concern.ASKED;
            case SCALE_TARGETS -> Concern.SCALED;
            case OBSERVED_CELLS -> Concern.OBSERVED;
            case PLANE_CAPACITY -> Concern.NODES;
            case PLANES, PLANE_LIVENESS, PLANE_PROBES, PLANE_ORDERS, PLANE_QUOTAS -> Concern.PLANE;
            case MODELS,
                    INSTANCE_TYPES,
                    DEPLOYMENT_SPECS,
                    DEPLOYMENT_VERSIONS,
                    DEPLOYMENT_MILESTONES,
                    API_REQUESTS,
                    AUTOSCALER_STATES,
                    PLACEMENTS,
                    PLACEMENT_SUMMARIES,
                    PLACEMENT_VERDICTS,
                    PLANE_STATES,
                    PUSHES,
                    PUSH_STATES,
                    HELD_REMOVALS,
                    REAPED_DEPLOYMENTS,
                    PLANE_LIVENESS_SEEN,
                    PLANE_PROBES_SEEN,
                    DEPLOYMENT_OBSERVED,
                    REFUSED_REPORTS,
                    GNS_SLOTS,
                    LEASES ->
                    Concern.NOTHING;
        };
    }

    Batch take() {
        DirtySet.Batch<DeploymentId> changed = asked.take();
        DirtySet.Batch<DeploymentId> targets = scaled.take();
        DirtySet.Batch<DeploymentId> shown = observed.take();
        DirtySet.Batch<PlaneId> nodes = capacity.take();
        return new Batch(
                changed.all() || targets.all() || shown.all() || nodes.all(),
                new Deployments(changed.keys(), targets.keys(), shown.keys()),
                nodes.keys(),
                planes.getAndSet(false));
    }

    /// A batch that could not be read.
    void giveBack(Batch batch) {
        if (batch.all()) {
            asked.addAll();
        }
        asked.add(batch.deployments().asked());
        scaled.add(batch.deployments().scaled());
        observed.add(batch.deployments().observed());
        capacity.add(batch.capacity());
        if (batch.planes()) {
            planes.set(true);
        }
    }
}
