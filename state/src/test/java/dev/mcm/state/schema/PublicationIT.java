package dev.mcm.state.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.table.Table;
import dev.mcm.testkit.postgres.MigratedDatabases;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What GNS decodes and everybody on Kafka may read.
final class PublicationIT {
    private static final MigratedDatabases DATABASES = MigratedDatabases.fresh();
    private static final Pattern SMELLS =
            Pattern.compile(
                    "secret|passw|token|credential|private|api_?key|cert|bearer|hash_salt|env");

    /// A reference to where the credentials are, not the credentials.
    private static final List<String> REFERENCES = List.of("planes.credentials_ref");

    @AfterAll
    static void drop() {
        DATABASES.close();
    }

    @Test
    void publishesExactlyTheseTablesAndColumns() throws SQLException {
        assertThat(published())
                .containsExactly(
                        "deployment_observed: deployment_id plane_id instance_type"
                                + " deployment_version pods bound ready ready_updated terminating"
                                + " reason message epoch seq observed_at",
                        "deployments: id organization_id model_id name version spec_hash priority"
                            + " min_replica max_replica autoscaling_window_seconds"
                            + " scale_down_delay_seconds concurrency_target"
                            + " target_utilization_percentage max_scale_down_rate_percent lifecycle"
                            + " revision traceparent created_at updated_at max_surge_percent"
                            + " max_unavailable_percent when_full progress_deadline_seconds",
                        "observed_cells: deployment_id plane_id instance_type spec_version unbound"
                                + " starting ready failing terminating groups epoch seq"
                                + " observed_at revision",
                        "organizations: id display_name allowed_regions cpu_deployments"
                                + " gpu_deployments revision created_at",
                        "placement_summaries: deployment_id desired placed pending reason"
                                + " decided_at misplaced",
                        "placements: deployment_id plane_id instance_type replicas"
                                + " deployment_version version reason decided_at grown_at moves"
                                + " moved_at revision workload_kind workload",
                        "plane_capacity: plane_id gpu_type part classes nodes total_gpu_milli"
                                + " total_cpu_milli total_memory_mib epoch seq observed_at",
                        "plane_liveness: plane_id state epoch since unreadable metrics_reachable",
                        "plane_orders: plane_id kind reason declared_by until created_at",
                        "plane_probes: plane_id reachable message since",
                        "plane_quotas: plane_id organization_id limits epoch seq observed_at",
                        "plane_states: plane_id state message since brake",
                        "planes: id provider region api_url credentials_ref gateway_url shares_gpus"
                            + " cordoned cordon_reason revision created_at updated_at cluster_id"
                            + " identity identity_message identity_since organizations"
                            + " provision_timeout_seconds",
                        "pushes: deployment_id plane_id wanted_version applied_version error"
                                + " failed_attempts attempted_at applied_at",
                        "scale_targets: deployment_id desired reason message revision decided_at");
    }

    @Test
    void theTablesTheirKeysAndThePublicationAreThoseOfTheEnum() throws SQLException {
        assertThat(
                        strings(
                                """
                                SELECT c.relname || ': ' || coalesce(string_agg(a.attname, ' ' ORDER BY array_position(i.indkey::int2[], a.attnum)), '')
                                FROM pg_class c
                                LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
                                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
                                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'flyway%'
                                GROUP BY c.relname
                                """))
                .as("Table and its keys")
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Table.values())
                                .map(table -> table.text() + ": " + String.join(" ", table.key()))
                                .toList());
        assertThat(
                        strings(
                                "SELECT tablename FROM pg_publication_tables WHERE pubname ="
                                        + " 'mcm_gns'"))
                .as("Table.published()")
                .containsExactlyInAnyOrderElementsOf(
                        Table.published().stream().map(Table::text).toList());
    }

    @Test
    void noPublishedColumnLooksLikeASecret() throws SQLException {
        List<String> columns =
                strings(
                        "SELECT tablename || '.' || a FROM pg_publication_tables, unnest(attnames)"
                                + " AS a WHERE pubname = 'mcm_gns' ORDER BY 1");

        assertThat(columns)
                .isNotEmpty()
                .allSatisfy(column ->
                        assertThat(REFERENCES.contains(column) || !SMELLS.matcher(column).find())
                                .as(column)
                                .isTrue());
    }

    @Test
    void everyPublishedTableHasAPrimaryKeyAndSendsItAlone() throws SQLException {
        assertThat(
                        strings(
                                """
                                SELECT p.tablename FROM pg_publication_tables p JOIN pg_class c ON c.oid = p.tablename::regclass
                                WHERE p.pubname = 'mcm_gns' AND (c.relreplident <> 'd' OR NOT EXISTS
                                    (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary))
                                """))
                .isEmpty();
    }

    @Test
    void publishesRowChangesWithoutTruncate() throws SQLException {
        assertThat(
                        strings(
                                "SELECT pubinsert || ' ' || pubupdate || ' ' || pubdelete || ' ' ||"
                                        + " pubtruncate FROM pg_publication"))
                .containsExactly("true true true false");
    }

    @Test
    void theObservedDatabasePublishesNothing() throws SQLException {
        try (Catalog catalog = Catalog.open(DATABASES.observedAsOwner())) {
            assertThat(catalog.strings("SELECT pubname FROM pg_publication")).isEmpty();
        }
    }

    private static List<String> published() throws SQLException {
        return strings(
                "SELECT tablename || ': ' || array_to_string(attnames, ' ') FROM"
                        + " pg_publication_tables WHERE pubname = 'mcm_gns' ORDER BY 1");
    }

    private static List<String> strings(String sql) throws SQLException {
        try (Catalog catalog = Catalog.open(DATABASES.controlAsOwner())) {
            return catalog.strings(sql);
        }
    }
}
