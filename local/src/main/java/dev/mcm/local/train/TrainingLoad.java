package dev.mcm.local.train;

import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.shared.time.Waiting;
import dev.mcm.type.v1.AutoscalingSettings;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.Resources;
import java.time.Duration;

/// A deployment from its creation until it is ready, and its end: once through every service.
record TrainingLoad(AtcConnection atc) {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    void run() {
        atc.organizations()
                .createOrganization(
                        CreateOrganizationRequest.newBuilder()
                                .setOrganization(
                                        Organization.newBuilder()
                                                .setId("training")
                                                .setDisplayName("Training")
                                                .setCpuDeployments(true))
                                .build());
        String model =
                atc.models()
                        .createModel(
                                CreateModelRequest.newBuilder()
                                        .setOrganizationId("training")
                                        .setName("model")
                                        .build())
                        .getModel()
                        .getId();
        String deployment =
                atc.deployments().createDeployment(request(model)).getDeployment().getId();
        Waiting.until("a ready replica", LIMIT, () -> ready(deployment) == 1);
        atc.deployments().listDeployments(ListDeploymentsRequest.getDefaultInstance());
        atc.deployments()
                .deleteDeployment(DeleteDeploymentRequest.newBuilder().setId(deployment).build());
    }

    private static CreateDeploymentRequest request(String model) {
        return CreateDeploymentRequest.newBuilder()
                .setModelId(model)
                .setName("training")
                .setSpec(
                        DeploymentSpec.newBuilder()
                                .setImage("registry.example/training:1")
                                .setResources(
                                        Resources.newBuilder()
                                                .setCpuMilli(1_000)
                                                .setMemoryMib(1_024)))
                .setAutoscaling(
                        AutoscalingSettings.newBuilder()
                                .setMinReplica(1)
                                .setMaxReplica(1)
                                .setConcurrencyTarget(1)
                                .setTargetUtilizationPercentage(70))
                .build();
    }

    private int ready(String deployment) {
        return atc.deployments()
                .getDeployment(GetDeploymentRequest.newBuilder().setId(deployment).build())
                .getDeployment()
                .getReplicas()
                .getReady();
    }
}
