package dev.mcm.local.demo;

import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Asks ATC for what the demo runs, as Django would.
final class DemoSetup {
    static final String ORGANIZATION = "demo";

    /// The elastic deployment may not sit on one plane only: the demo takes a plane away.
    private static final int MIN_PLANES = 2;

    private DemoSetup() {}

    static List<PlaneSpec> planes(DemoInput input) {
        return input.planes().stream()
                .map(p ->
                        new PlaneSpec(
                                p.id(),
                                p.provider(),
                                p.region(),
                                p.nodes().stream()
                                        .map(n ->
                                                SimulatedNode.of(
                                                        n.name(),
                                                        n.cpuMilli(),
                                                        n.memoryMib(),
                                                        n.gpuCount(),
                                                        n.gpuType()))
                                        .toList()))
                .toList();
    }

    /// Creates organisation, models and deployments; returns deployment ids by name.
    static Map<String, String> create(AtcConnection atc, DemoInput input) {
        atc.organizations()
                .createOrganization(
                        CreateOrganizationRequest.newBuilder()
                                .setOrganization(
                                        Organization.newBuilder()
                                                .setId(ORGANIZATION)
                                                .setDisplayName("Demo")
                                                .setCpuDeployments(true)
                                                .setGpuDeployments(true))
                                .build());
        Map<String, String> ids = new LinkedHashMap<>();
        for (DemoDeployment deployment : input.deployments()) {
            String model =
                    atc.models()
                            .createModel(
                                    CreateModelRequest.newBuilder()
                                            .setOrganizationId(ORGANIZATION)
                                            .setName(deployment.name())
                                            .build())
                            .getModel()
                            .getId();
            ids.put(
                    deployment.name(),
                    atc.deployments()
                            .createDeployment(request(model, deployment))
                            .getDeployment()
                            .getId());
        }
        return ids;
    }

    private static CreateDeploymentRequest request(String model, DemoDeployment deployment) {
        return CreateDeploymentRequest.newBuilder()
                .setModelId(model)
                .setName(deployment.name())
                .setRequestId("demo-" + deployment.name())
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage("registry.example/models/" + deployment.name() + ":1")
                                .setResources(deployment.resources())
                                .setPlacement(
                                        PlacementPolicy.newBuilder().setMinPlanes(MIN_PLANES)))
                .setAutoscaling(deployment.autoscaling())
                .build();
    }
}
