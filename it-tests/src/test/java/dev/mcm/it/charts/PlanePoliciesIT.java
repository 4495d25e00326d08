package dev.mcm.it.charts;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeTest;
import io.fabric8.kubernetes.client.KubernetesClient;

/// On a real API server.
@KubeTest
class PlanePoliciesIT implements PlanePolicies, PlanePodBounds {
    private final KubeCluster cluster;

    PlanePoliciesIT(KubeCluster cluster) throws InterruptedException {
        this.cluster = cluster;
        install();
    }

    @Override
    public KubernetesClient admin() {
        return cluster.admin();
    }

    @Override
    public boolean holdsPodSecurity() {
        return true;
    }

    @Override
    public KubernetesClient atc() {
        return cluster.as(PlaneNames.SYSTEM_NAMESPACE, "mcm-atc");
    }
}
