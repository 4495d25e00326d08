package dev.mcm.gsm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Puts workloads on a plane as ATC does, and looks at what is there.
final class Workloads implements AutoCloseable {
    private static final String NAMESPACE = "mcm-acme";

    private final String url;
    private KubernetesClient client;

    Workloads(String url) {
        this.url = url;
        client = open();
    }

    void apply(String deployment, String instanceType, int replicas, long version) {
        Map<String, String> labels =
                Map.of(
                        "mcm.dev/managed",
                        "true",
                        "mcm.dev/organization",
                        "acme",
                        "mcm.dev/deployment",
                        deployment,
                        "mcm.dev/deployment-version",
                        Long.toString(version),
                        "mcm.dev/instance-type",
                        instanceType);
        client.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .serverSideApply();
        Map<String, Quantity> resources =
                Map.of(
                        "cpu",
                        new Quantity("1"),
                        "memory",
                        new Quantity("1Gi"),
                        "nvidia.com/gpu",
                        new Quantity("1"));
        Deployment workload =
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(deployment + "-" + instanceType)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(
                                Map.of(
                                        "mcm.dev/deployment",
                                        deployment,
                                        "mcm.dev/instance-type",
                                        instanceType))
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeSelector(Map.of("mcm.dev/gpu-type", "H100"))
                        .addNewContainer()
                        .withName("model")
                        .withImage("model:1")
                        .withNewResources()
                        .withRequests(resources)
                        .withLimits(resources)
                        .endResources()
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build();
        client.resource(workload).forceConflicts().serverSideApply();
    }

    void delete(String deployment, String instanceType) {
        client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(deployment + "-" + instanceType)
                .delete();
    }

    /// Uids of everything that LSM watches, sorted.
    List<String> uids() {
        return Stream.<List<? extends HasMetadata>>of(
                        client.nodes().list().getItems(),
                        client.apps().deployments().inAnyNamespace().list().getItems(),
                        client.pods().inAnyNamespace().list().getItems())
                .flatMap(List::stream)
                .map(object -> object.getMetadata().getUid())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        client.close();
        client = open();
    }

    private KubernetesClient open() {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(url)
                                .withTrustCerts(true)
                                .withAutoConfigure(false)
                                .build())
                .build();
    }
}
