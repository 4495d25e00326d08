package dev.mcm.gsm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    /// A Deployment, as workloads were before there were revisions.
    void apply(String deployment, String instanceType, int replicas, long version) {
        Map<String, String> selector = selector(deployment, instanceType);
        Map<String, String> labels = labels(selector, version);
        put(
                new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(deployment + "-" + instanceType)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(selector)
                        .endSelector()
                        .withTemplate(template(labels))
                        .endSpec()
                        .build());
    }

    /// A ReplicaSet of one revision.
    void applyRevision(
            String deployment, String revision, String instanceType, int replicas, long version) {
        Map<String, String> selector = new TreeMap<>(selector(deployment, instanceType));
        selector.put("mcm.dev/revision", revision);
        Map<String, String> labels = labels(selector, version);
        put(
                new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(deployment + "-" + revision)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .withMatchLabels(selector)
                        .endSelector()
                        .withTemplate(template(labels))
                        .endSpec()
                        .build());
    }

    void deleteRevision(String deployment, String revision) {
        client.apps()
                .replicaSets()
                .inNamespace(NAMESPACE)
                .withName(deployment + "-" + revision)
                .delete();
    }

    private void put(HasMetadata workload) {
        client.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .serverSideApply();
        client.resource(workload).forceConflicts().serverSideApply();
    }

    private static Map<String, String> selector(String deployment, String instanceType) {
        return Map.of("mcm.dev/deployment", deployment, "mcm.dev/instance-type", instanceType);
    }

    private static Map<String, String> labels(Map<String, String> selector, long version) {
        Map<String, String> labels = new TreeMap<>(selector);
        labels.put("mcm.dev/managed", "true");
        labels.put("mcm.dev/organization", "acme");
        labels.put("mcm.dev/deployment-version", Long.toString(version));
        return labels;
    }

    private static PodTemplateSpec template(Map<String, String> labels) {
        Map<String, Quantity> resources =
                Map.of(
                        "cpu",
                        new Quantity("1"),
                        "memory",
                        new Quantity("1Gi"),
                        "nvidia.com/gpu",
                        new Quantity("1"));
        return new PodTemplateSpecBuilder()
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
                .build();
    }

    /// Uids of everything that LSM watches, sorted.
    List<String> uids() {
        return Stream.<List<? extends HasMetadata>>of(
                        client.nodes().list().getItems(),
                        client.apps().deployments().inAnyNamespace().list().getItems(),
                        client.apps()
                                .replicaSets()
                                .inAnyNamespace()
                                .withLabel("mcm.dev/revision")
                                .list()
                                .getItems(),
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
