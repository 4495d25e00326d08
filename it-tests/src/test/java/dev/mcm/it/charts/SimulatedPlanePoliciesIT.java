package dev.mcm.it.charts;

import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.testkit.plane.PlaneAccess;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedPlane;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// On a simulated plane: without a real API server the gate still runs the chart's own policies and
/// roles.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedPlanePoliciesIT implements PlanePolicies, PlanePodBounds {
    private final SimulatedPlane plane =
            SimulatedPlane.start(
                    PlaneOptions.of("aws-1")
                            .withToken("admin")
                            .withAccess(PlaneAccess.OPEN.withRbac()));
    private final KubernetesClient admin = client(plane.token());

    @BeforeAll
    void installTheChart() throws InterruptedException {
        install();
    }

    @AfterAll
    void close() {
        admin.close();
        plane.close();
    }

    @Override
    public KubernetesClient admin() {
        return admin;
    }

    @Override
    public boolean holdsPodSecurity() {
        return false;
    }

    @Override
    public KubernetesClient atc() {
        TokenRequest issued =
                admin.serviceAccounts()
                        .inNamespace(PlaneNames.SYSTEM_NAMESPACE)
                        .withName("mcm-atc")
                        .tokenRequest(new TokenRequest());
        return client(issued.getStatus().getToken());
    }

    private KubernetesClient client(String token) {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl(plane.apiUrl())
                                .withOauthToken(token)
                                .withRequestRetryBackoffLimit(0)
                                .build())
                .build();
    }
}
