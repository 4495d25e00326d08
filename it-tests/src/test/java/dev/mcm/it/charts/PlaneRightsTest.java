package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.manifest.ManifestKind;
import dev.mcm.it.helm.RenderedChart;
import dev.mcm.shared.plane.ControlPlaneTaints;
import dev.mcm.shared.plane.PlaneNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What mcm-wp lets ATC and LSM do against what they do. The whole truth, from an audit log, is in
/// the tests on a real API server.
class PlaneRightsTest {
    private static final Map<String, List<String>> CLUSTER_IDENTITY =
            Map.of(
                    "apiGroups",
                    List.of(""),
                    "resources",
                    List.of("namespaces"),
                    "resourceNames",
                    List.of(PlaneNames.CLUSTER_NAMESPACE),
                    "verbs",
                    List.of("get"));

    private static final String REPLICA_SETS = ManifestKind.REPLICA_SET.plural();

    private final RenderedChart chart =
            Charts.MCM_WP.chart().render(Charts.MCM_WP.release("minimal"));

    @Test
    void lsmOnlyReads() {
        assertThat(rules("ClusterRole", "mcm-wp-lsm"))
                .hasSizeGreaterThan(1)
                .filteredOn(rule -> !rule.equals(CLUSTER_IDENTITY))
                .isNotEmpty()
                .allMatch(rule -> rule.get("verbs").equals(List.of("list", "watch")));
    }

    /// Workloads are ReplicaSets of a revision, and Deployments from before.
    @Test
    void whatHoldsForDeploymentsHoldsForReplicaSets() {
        for (String account : List.of("mcm-wp-atc", "mcm-wp-lsm")) {
            assertThat(verbs(account, REPLICA_SETS))
                    .as(account)
                    .isNotEmpty()
                    .isEqualTo(verbs(account, ManifestKind.DEPLOYMENT.plural()));
        }
    }

    @Test
    void bothMayReadWhichClusterItIsAndNoOtherNamespace() {
        for (String account : List.of("mcm-wp-atc", "mcm-wp-lsm")) {
            assertThat(rules("ClusterRole", account))
                    .filteredOn(rule ->
                            rule.getOrDefault("resources", List.of()).contains("namespaces")
                                    && rule.get("verbs").contains("get"))
                    .as(account)
                    .containsExactly(CLUSTER_IDENTITY);
        }
    }

    @Test
    void atcMayTouchTheKindsThatItAppliesAndNoOthers() {
        List<String> kinds =
                rules("ClusterRole", "mcm-wp-atc").stream()
                        .filter(rule -> rule.containsKey("resources"))
                        .flatMap(rule -> rule.get("resources").stream())
                        .distinct()
                        .toList();
        assertThat(kinds)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(
                                        Stream.of(ManifestKind.values()).map(ManifestKind::plural),
                                        Stream.of(REPLICA_SETS))
                                .distinct()
                                .toList());
    }

    @Test
    void theRoutingTableIsItsShardsAndNoMore() {
        assertThat(rules("Role", "mcm-wp-atc-routes"))
                .singleElement()
                .satisfies(rule ->
                        assertThat(rule.get("resourceNames"))
                                .isEqualTo(
                                        IntStream.range(0, PlaneNames.ROUTE_SHARDS)
                                                .mapToObj(PlaneNames::routeConfigMap)
                                                .toList()));
        assertThat(chart.get("Role", "mcm-wp-atc-routes").getMetadata().getNamespace())
                .isEqualTo(PlaneNames.SYSTEM_NAMESPACE);
    }

    /// Every kind that carries a push version is fenced.
    @Test
    void thePushFenceCoversTheObjectsOfADeployment() {
        TreeSet<String> fenced = new TreeSet<>();
        Map<String, Object> spec =
                chart.get("ValidatingAdmissionPolicy", "mcm-wp-push-fence").get("spec");
        Map<?, ?> constraints = (Map<?, ?>) spec.get("matchConstraints");
        ((List<?>) constraints.get("resourceRules"))
                .forEach(rule ->
                        ((List<?>) ((Map<?, ?>) rule).get("resources"))
                                .forEach(resource -> fenced.add(String.valueOf(resource))));
        assertThat(fenced)
                .containsExactlyInAnyOrder(
                        ManifestKind.DEPLOYMENT.plural(),
                        REPLICA_SETS,
                        ManifestKind.SERVICE.plural(),
                        ManifestKind.HTTP_ROUTE.plural());
    }

    @Test
    void theNamesAreThoseOfThePlaneContract() {
        assertThat(chart.text())
                .contains("mcm.dev/managed: \"true\"")
                .contains("'" + PlaneNames.ANNOTATION_VERSION + "'")
                .contains("'" + PlaneNames.LABEL_REVISION + "'")
                .contains("resourceNames: [" + PlaneNames.FENCE + "]")
                .contains("'" + PlaneNames.LABEL_ORGANIZATION + "'");
        assertThat(PlaneNames.LABEL_MANAGED + ": \"" + PlaneNames.MANAGED + "\"")
                .isEqualTo("mcm.dev/managed: \"true\"");
    }

    /// What deployments may not tolerate, ATC's pods may not either.
    @Test
    void theBoundsOfPodsKnowEveryTaintOfAControlPlane() {
        assertThat(chart.get("ValidatingAdmissionPolicy", "mcm-wp-pod-bounds").toString())
                .contains(
                        ControlPlaneTaints.keys().stream()
                                .map(key -> "'" + key + "'")
                                .toArray(String[]::new));
    }

    @Test
    void whoeverIsNamedAsAtcIsBoundAndConfined() {
        String text = Charts.MCM_WP.chart().render(Charts.MCM_WP.release("production")).text();
        assertThat(text)
                .contains("request.userInfo.username in ['mcm-atc']")
                .contains("exists(group, group in ['mcm:atc'])")
                .doesNotContain("system:serviceaccount");
    }

    private Set<String> verbs(String account, String resource) {
        return rules("ClusterRole", account).stream()
                .filter(rule -> rule.getOrDefault("resources", List.of()).contains(resource))
                .flatMap(rule -> rule.get("verbs").stream())
                .collect(Collectors.toSet());
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, List<String>>> rules(String kind, String name) {
        return new ArrayList<>(
                (List<Map<String, List<String>>>) chart.get(kind, name).get("rules"));
    }
}
