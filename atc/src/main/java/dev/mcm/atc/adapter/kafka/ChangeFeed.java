package dev.mcm.atc.adapter.kafka;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.ChangeListener;
import dev.mcm.atc.port.RowChange;
import dev.mcm.shared.feed.RowEvent;
import dev.mcm.shared.feed.RowFeed;
import dev.mcm.shared.feed.RowListener;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.table.Table;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns row events into wake-ups.
public final class ChangeFeed {
    private ChangeFeed() {}

    /// Tables whose changes ATC reacts to.
    public static Set<Table> tables() {
        return EnumSet.allOf(Table.class).stream()
                .filter(ChangeFeed::wakes)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static RowFeed of(List<ChangeListener> listeners) {
        List<ChangeListener> all = List.copyOf(listeners);
        return new RowFeed(
                tables(),
                new RowListener() {
                    @Override
                    public void changed(RowEvent event) {
                        RowChange change = change(event);
                        all.forEach(listener -> listener.onChange(change));
                    }

                    @Override
                    public void resync() {
                        all.forEach(ChangeListener::onResync);
                    }
                });
    }

    private static boolean wakes(Table table) {
        return switch (table) {
            case ORGANIZATIONS,
                    PLANES,
                    DEPLOYMENTS,
                    SCALE_TARGETS,
                    PLACEMENTS,
                    PLACEMENT_SUMMARIES,
                    PLANE_STATES,
                    PUSHES,
                    DEPLOYMENT_OBSERVED,
                    OBSERVED_CELLS ->
                    true;
            case MODELS,
                    INSTANCE_TYPES,
                    DEPLOYMENT_SPECS,
                    DEPLOYMENT_VERSIONS,
                    DEPLOYMENT_MILESTONES,
                    API_REQUESTS,
                    AUTOSCALER_STATES,
                    PLACEMENT_VERDICTS,
                    PUSH_STATES,
                    HELD_REMOVALS,
                    REAPED_DEPLOYMENTS,
                    PLANE_PROBES,
                    PLANE_LIVENESS,
                    PLANE_LIVENESS_SEEN,
                    PLANE_PROBES_SEEN,
                    PLANE_ORDERS,
                    PLANE_CAPACITY,
                    PLANE_QUOTAS,
                    REFUSED_REPORTS,
                    GNS_SLOTS,
                    LEASES ->
                    false;
        };
    }

    private static RowChange change(RowEvent event) {
        return new RowChange(
                event.table(), event.key(), owner(event).orElse(null), event.deleted());
    }

    private static Optional<Owner> owner(RowEvent event) {
        return event.table() != Table.DEPLOYMENTS
                ? Optional.empty()
                : event.after("organization_id")
                        .flatMap(organization ->
                                event.after("model_id")
                                        .map(model ->
                                                new Owner(
                                                        new OrganizationId(organization),
                                                        new ModelId(model))));
    }
}
