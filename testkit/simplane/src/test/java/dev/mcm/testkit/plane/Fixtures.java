package dev.mcm.testkit.plane;

import dev.mcm.shared.plane.PlaneNames;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;

/// Objects and clients that the plane's tests share.
final class Fixtures {

    static final String NAMESPACE = "mcm-acme";

    private Fixtures() {}

    static KubernetesClient client(SimulatedPlane plane) {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(plane.apiUrl())
                                .withOauthToken(plane.token())
                                .withNamespace(NAMESPACE)
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .build();
    }

    static void createNamespace(KubernetesClient client) {
        client.namespaces()
                .resource(
                        new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .create();
    }

    /// A deployment of `replicas` pods with one whole GPU each.
    static Deployment deployment(String id, String image, int replicas) {
        Map<String, String> labels =
                Map.of(PlaneNames.LABEL_DEPLOYMENT, id, PlaneNames.LABEL_MANAGED, "true");
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(id + "-a100")
                .withNamespace(NAMESPACE)
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
                .withNewSelector()
                .withMatchLabels(Map.of(PlaneNames.LABEL_DEPLOYMENT, id))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withNodeSelector(Map.of(PlaneNames.LABEL_GPU_TYPE, "A100"))
                .addNewContainer()
                .withName("model")
                .withImage(image)
                .addNewPort()
                .withContainerPort(8080)
                .endPort()
                .withNewResources()
                .withLimits(
                        Map.of(
                                "cpu",
                                new Quantity("1"),
                                "memory",
                                new Quantity("1Gi"),
                                PlaneNames.RESOURCE_GPU,
                                new Quantity("1")))
                .endResources()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    static ConfigMap configMap(String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withData(data)
                .build();
    }
}
