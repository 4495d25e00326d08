package dev.mcm.shared.table;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The tables of the control database. A test compares them, their keys and the publication with
/// the migrations.
///
/// Whoever takes changes switches over all of them without `default`: a table that is added does
/// not compile before each such consumer says what it does with it.
public enum Table {
    ORGANIZATIONS(true, "id"),
    MODELS(false, "id"),
    INSTANCE_TYPES(false, "name"),
    PLANES(true, "id"),
    DEPLOYMENT_SPECS(false, "hash"),
    DEPLOYMENTS(true, "id"),
    DEPLOYMENT_VERSIONS(false, "deployment_id", "number"),
    DEPLOYMENT_MILESTONES(false, "deployment_id"),
    API_REQUESTS(false, "caller", "request_id"),
    SCALE_TARGETS(true, "deployment_id"),
    AUTOSCALER_STATES(false, "deployment_id"),
    PLACEMENTS(true, "deployment_id", "plane_id", "instance_type", "revision"),
    PLACEMENT_SUMMARIES(true, "deployment_id"),
    PLACEMENT_VERDICTS(false, "deployment_id"),
    PLANE_STATES(true, "plane_id"),
    PUSHES(true, "deployment_id", "plane_id"),
    PUSH_STATES(false, "plane_id"),
    HELD_REMOVALS(false, "plane_id", "deployment_id"),
    REAPED_DEPLOYMENTS(false, "deployment_id"),
    PLANE_PROBES(true, "plane_id"),
    PLANE_LIVENESS(true, "plane_id"),
    PLANE_LIVENESS_SEEN(false, "plane_id"),
    PLANE_PROBES_SEEN(false, "plane_id"),
    PLANE_ORDERS(true, "plane_id"),
    PLANE_CAPACITY(true, "plane_id", "gpu_type", "part"),
    DEPLOYMENT_OBSERVED(true, "deployment_id", "plane_id", "instance_type"),
    OBSERVED_CELLS(true, "deployment_id", "plane_id", "instance_type", "spec_version"),
    PLANE_QUOTAS(true, "plane_id", "organization_id"),
    REFUSED_REPORTS(false, "plane_id"),
    GNS_SLOTS(false, "name"),
    LEASES(false, "role");

    private static final Set<Table> PUBLISHED =
            Collections.unmodifiableSet(
                    EnumSet.copyOf(Stream.of(values()).filter(Table::isPublished).toList()));

    private final boolean published;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> key;

    Table(boolean published, String... key) {
        this.published = published;
        this.key = List.of(key);
    }

    /// The table of this name; empty when this program knows none.
    public static Optional<Table> of(String text) {
        return Stream.of(values()).filter(table -> table.text().equals(text)).findFirst();
    }

    /// Those whose changes GNS publishes.
    public static Set<Table> published() {
        return PUBLISHED;
    }

    /// Its name in Postgres, in events and in its topic.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether GNS publishes its changes.
    public boolean isPublished() {
        return published;
    }

    /// Columns of the primary key, in key order. Those that joined it later are last.
    public List<String> key() {
        return key;
    }

    /// Columns that the key has had from the first release on: events from before a key grew have
    /// no more.
    public List<String> firstKey() {
        return this == PLACEMENTS ? key.subList(0, key.indexOf("revision")) : key;
    }
}
