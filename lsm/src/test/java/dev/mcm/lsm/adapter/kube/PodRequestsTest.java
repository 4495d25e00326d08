package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.PodDetail;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers by hand from the rules of Kubernetes' `PodRequests`.
final class PodRequestsTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    containers add up              |                         | 500m, 250m |      |      | 750
                    a small init container         | 300m                    | 500m       |      |      | 500
                    a large init container         | 900m, 800m              | 500m       |      |      | 900
                    a sidecar runs beside          | 100m!                   | 500m       |      |      | 600
                    init with the sidecar before   | 200m!, 700m             | 500m       |      |      | 900
                    init without the sidecar after | 700m, 200m!             | 400m       |      |      | 700
                    sidecars while starting        | 300m!, 400m!            | 100m       |      |      | 800
                    overhead comes on top          | 900m                    | 500m       | 250m |      | 1150
                    the pod as a whole             | 900m                    | 500m       |      | 2    | 2000
                    the whole pod and overhead     |                         | 500m       | 250m | 2    | 2250
                    """)
    void cpuIsCountedAsKubernetesDoes(
            String name, String init, String containers, String overhead, String pod, long milli) {
        assertThat(project("cpu", init, containers, overhead, pod).getCpuMilli()).isEqualTo(milli);
    }

    @Test
    void memoryIsRoundedUpOnceForTheWholePod() {
        PodDetail pod = project("memory", null, "1536Ki, 1536Ki", null, null);
        assertThat(pod.getMemoryMib()).isEqualTo(3);
    }

    @Test
    void anInitContainerMayBeTheOneThatNeedsTheGpus() {
        PodDetail pod = project("nvidia.com/gpu", "4", "1", null, "9");
        assertThat(pod.getGpuCount()).as("a pod as a whole asks for no GPUs").isEqualTo(4);
    }

    @Test
    void absurdQuantitiesAreLargeAndNotNegative() {
        String most = "9223372036854775807";
        assertThat(project("cpu", null, most + ", " + most, null, null).getCpuMilli())
                .isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(project("cpu", null, "-5", null, null).getCpuMilli()).isZero();
    }

    private static PodDetail project(
            String resource, String init, String containers, String overhead, String pod) {
        StringBuilder yaml =
                new StringBuilder(
                        "apiVersion: v1\nkind: Pod\nmetadata: {name: p, uid: u}\nspec:\n");
        containers(yaml, "initContainers", resource, init);
        containers(yaml, "containers", resource, containers);
        if (overhead != null) {
            yaml.append("  overhead: {")
                    .append(resource)
                    .append(": ")
                    .append(overhead)
                    .append("}\n");
        }
        if (pod != null) {
            yaml.append("  resources: {requests: {%s: %s}}\n".formatted(resource, pod));
        }
        return new PodProjection().of(YAML.unmarshal(yaml.toString(), Pod.class)).getPod();
    }

    /// @param amounts one a container; one that ends with "!" is of a sidecar
    private static void containers(
            StringBuilder yaml, String field, String resource, String amounts) {
        if (amounts != null) {
            yaml.append("  ").append(field).append(":\n");
            for (String amount : amounts.split(", ", -1)) {
                yaml.append(
                        "  - {name: c, %sresources: {requests: {%s: \"%s\"}}}\n"
                                .formatted(
                                        amount.endsWith("!") ? "restartPolicy: Always, " : "",
                                        resource,
                                        amount.replace("!", "")));
            }
        }
    }
}
