package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mcm.it.helm.HelmRelease;
import dev.mcm.it.helm.RenderedChart;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeTest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real API server takes both charts.
@KubeTest(own = true)
class ChartInstallIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final KubeCluster cluster;

    ChartInstallIT(KubeCluster cluster) {
        this.cluster = cluster;
    }

    /// Without the migration hook, whose job nobody would run on a bare API server;
    /// [#everyObjectIsAccepted] has it.
    @Test
    void helmInstallsBothCharts() {
        Map<String, Object> values = new HashMap<>(Charts.MCM_CP.values("minimal"));
        values.put("migrations", Map.of("enabled", false));
        HelmRelease controlPlane = new HelmRelease("mcm-cp", "installed-cp", values);
        Charts.MCM_CP.chart().install(controlPlane, cluster.adminKubeconfig(), PATIENCE);
        Map<String, Object> plane = new HashMap<>(Charts.MCM_WP.values("minimal"));
        plane.put("systemNamespace", Map.of("create", true));
        HelmRelease workloadPlane = new HelmRelease("mcm-wp", "installed-wp", plane);
        Charts.MCM_WP.chart().install(workloadPlane, cluster.adminKubeconfig(), PATIENCE);

        assertIsThere(Charts.MCM_CP.chart().render(controlPlane));
        assertIsThere(Charts.MCM_WP.chart().render(workloadPlane));
    }

    /// Each object of every set of values is applied, with strict validation of its fields, and not
    /// kept.
    @ParameterizedTest
    @CsvSource({
        "MCM_CP, minimal",
        "MCM_CP, dev",
        "MCM_CP, production",
        "MCM_WP, minimal",
        "MCM_WP, production"
    })
    void everyObjectIsAccepted(Charts chart, String values) {
        defineForeignKinds();
        namespace("mcm");
        namespace("mcm-system");
        KubernetesClient admin = cluster.admin();
        List<String> refused = new ArrayList<>();
        for (GenericKubernetesResource object :
                chart.chart().render(chart.release(values)).objects()) {
            try {
                var _ =
                        admin.resource(object)
                                .dryRun()
                                .fieldValidation(Validation.STRICT)
                                .forceConflicts()
                                .serverSideApply();
            } catch (RuntimeException e) {
                refused.add(name(object) + ": " + e.getMessage());
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void aFieldThatDoesNotExistWouldBeRefused() {
        namespace("mcm");
        GenericKubernetesResource object =
                Charts.MCM_CP
                        .chart()
                        .render(Charts.MCM_CP.release("minimal"))
                        .get("Deployment", "mcm-cp-gns");
        object.<Map<String, Object>>get("spec").put("replicaz", 2);
        assertThatCode(() ->
                        cluster.admin()
                                .resource(object)
                                .dryRun()
                                .fieldValidation(Validation.STRICT)
                                .create())
                .hasMessageContaining("replicaz");
    }

    private void assertIsThere(RenderedChart rendered) {
        for (GenericKubernetesResource object : rendered.objects()) {
            assertThat(cluster.admin().resource(object).get()).as(name(object)).isNotNull();
        }
    }

    private void namespace(String name) {
        var _ =
                cluster.admin()
                        .resource(
                                new NamespaceBuilder()
                                        .withNewMetadata()
                                        .withName(name)
                                        .endMetadata()
                                        .build())
                        .serverSideApply();
    }

    /// Kinds of the Prometheus operator and of cert-manager; their fields are not checked.
    private void defineForeignKinds() {
        define("monitoring.coreos.com", "ServiceMonitor", "servicemonitors");
        define("monitoring.coreos.com", "PrometheusRule", "prometheusrules");
        define("cert-manager.io", "Certificate", "certificates");
    }

    private void define(String group, String kind, String plural) {
        CustomResourceDefinition definition =
                new CustomResourceDefinitionBuilder()
                        .withNewMetadata()
                        .withName(plural + "." + group)
                        .withAnnotations(
                                Map.of("api-approved.kubernetes.io", "unapproved, of a test"))
                        .endMetadata()
                        .withNewSpec()
                        .withGroup(group)
                        .withScope("Namespaced")
                        .withNewNames()
                        .withKind(kind)
                        .withPlural(plural)
                        .withSingular(kind.toLowerCase(Locale.ROOT))
                        .endNames()
                        .addNewVersion()
                        .withName("v1")
                        .withServed(true)
                        .withStorage(true)
                        .withNewSchema()
                        .withNewOpenAPIV3Schema()
                        .withType("object")
                        .withXKubernetesPreserveUnknownFields(true)
                        .endOpenAPIV3Schema()
                        .endSchema()
                        .endVersion()
                        .endSpec()
                        .build();
        var _ = cluster.admin().resource(definition).serverSideApply();
        cluster.admin()
                .resource(definition)
                .waitUntilCondition(
                        ChartInstallIT::isEstablished, PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition found) {
        return found != null
                && found.getStatus() != null
                && found.getStatus().getConditions() != null
                && found.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                condition.getType().equals("Established")
                                        && condition.getStatus().equals("True"));
    }

    private static String name(GenericKubernetesResource object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
