package dev.mcm.shared.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.InstanceTypeName;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.id.PlaneId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlaneNamesTest {
    private static final DeploymentId DEPLOYMENT = new DeploymentId("d-7k2m9q4x1z");

    @Test
    void namesFollowTheContract() {
        assertThat(PlaneNames.namespace(new OrganizationId("acme"))).isEqualTo("mcm-acme");
        assertThat(PlaneNames.workload(DEPLOYMENT, new InstanceTypeName("h100-2")))
                .isEqualTo("d-7k2m9q4x1z-h100-2");
        assertThat(PlaneNames.service(DEPLOYMENT)).isEqualTo("d-7k2m9q4x1z");
        assertThat(PlaneNames.disruptionBudget(DEPLOYMENT)).isEqualTo("d-7k2m9q4x1z");
        assertThat(PlaneNames.httpRoute(DEPLOYMENT)).isEqualTo("d-7k2m9q4x1z");
        assertThat(PlaneNames.pathPrefix(DEPLOYMENT)).isEqualTo("/d/d-7k2m9q4x1z");
        assertThat(PlaneNames.stateTopic(new PlaneId("aws-1"))).isEqualTo("mcm.plane.state.aws-1");
        assertThat(PlaneNames.metricsTopic(new PlaneId("aws-1")))
                .isEqualTo("mcm.plane.metrics.aws-1");
    }

    @Test
    void namesFitIntoKubernetes() {
        String longest = "a".repeat(40);

        assertThat(PlaneNames.namespace(new OrganizationId(longest))).hasSizeLessThanOrEqualTo(63);
        assertThat(PlaneNames.workload(DEPLOYMENT, new InstanceTypeName(longest)))
                .hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void routesOfADeploymentStayInOneShard() {
        int shard = PlaneNames.routeShard(DEPLOYMENT);

        assertThat(shard).isBetween(0, 63);
        assertThat(PlaneNames.routeConfigMap(DEPLOYMENT))
                .isEqualTo(PlaneNames.routeConfigMap(shard))
                .matches("mcm-routes-\\d\\d");
        assertThat(PlaneNames.routeConfigMap(3)).isEqualTo("mcm-routes-03");
        assertThat(PlaneNames.metricsPartition(DEPLOYMENT.value(), 4)).isEqualTo(shard % 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlaneNames.routeConfigMap(64))
                .withMessageContaining("64");
    }

    /// The contract's page and the constants must not drift apart.
    @Test
    void theContractsPageNamesEveryConstant() throws IOException {
        String page =
                Files.readString(
                        Path.of(
                                System.getProperty("mcm.root.dir"),
                                "docs/concepts/plane-contract.md"));

        assertThat(page)
                .contains(
                        PlaneNames.FIELD_MANAGER,
                        PlaneNames.LABEL_MANAGED,
                        PlaneNames.LABEL_ORGANIZATION,
                        PlaneNames.LABEL_MODEL,
                        PlaneNames.LABEL_DEPLOYMENT,
                        PlaneNames.LABEL_DEPLOYMENT_VERSION,
                        PlaneNames.LABEL_INSTANCE_TYPE,
                        PlaneNames.LABEL_GPU_TYPE,
                        PlaneNames.ANNOTATION_VERSION,
                        PlaneNames.ANNOTATION_GPU_INDEX,
                        PlaneNames.RESOURCE_GPU,
                        PlaneNames.RESOURCE_GPU_MILLI,
                        PlaneNames.FENCE,
                        PlaneNames.HOP_HEADER,
                        PlaneNames.SYSTEM_NAMESPACE + "/" + PlaneNames.GATEWAY,
                        PlaneNames.METRIC_IN_FLIGHT,
                        PlaneNames.METRIC_IN_FLIGHT_SECONDS,
                        PlaneNames.METRIC_QUEUED,
                        PlaneNames.METRIC_QUEUED_SECONDS,
                        PlaneNames.METRIC_REQUESTS,
                        PlaneNames.METRIC_RESPONSES,
                        PlaneNames.METRIC_READY_REPLICAS);
    }
}
