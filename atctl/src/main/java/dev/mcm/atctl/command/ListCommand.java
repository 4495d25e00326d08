package dev.mcm.atctl.command;

import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.atc.v1.ListDeploymentsResponse;
import dev.mcm.atc.v1.ListInstanceTypesRequest;
import dev.mcm.atc.v1.ListModelsRequest;
import dev.mcm.atc.v1.ListModelsResponse;
import dev.mcm.atc.v1.ListOrganizationsRequest;
import dev.mcm.atc.v1.ListOrganizationsResponse;
import dev.mcm.atc.v1.ListPlanesRequest;
import dev.mcm.atc.v1.ListPlanesResponse;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.CatalogText;
import dev.mcm.atctl.view.DeploymentText;
import dev.mcm.atctl.view.PlaneText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Lists all things of a kind; reads page after page until there is no more.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List deployments, models, organizations, planes or instance types.")
final class ListCommand {
    private static final int PAGE = 500;

    @ParentCommand private RootCommand atctl;

    @Command(mixinStandardHelpOptions = true, description = "List deployments, newest first.")
    int deployments(
            @Option(names = "--model", defaultValue = "", description = "Only this model's.")
                    String model,
            @Option(
                            names = "--status",
                            split = ",",
                            converter = StatusName.class,
                            description = "Only these statuses, for example ACTIVE,UNHEALTHY.")
                    List<DeploymentStatus> statuses,
            @Mixin OutputOptions output) {
        ListDeploymentsRequest.Builder request =
                ListDeploymentsRequest.newBuilder().setModelId(model).setPageSize(PAGE);
        if (statuses != null) {
            request.addAllStatuses(statuses);
        }
        ListDeploymentsResponse.Builder all = ListDeploymentsResponse.newBuilder();
        try (AtcConnection atc = atctl.open()) {
            do {
                ListDeploymentsResponse page = atc.deployments().listDeployments(request.build());
                all.addAllDeployments(page.getDeploymentsList());
                request.setPageToken(page.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
        }
        output.print(all.build(), r -> DeploymentText.table(r.getDeploymentsList()));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "List models by name.")
    int models(
            @Option(
                            names = "--organization",
                            defaultValue = "",
                            description = "Only this organization's.")
                    String organization,
            @Mixin OutputOptions output) {
        ListModelsRequest.Builder request =
                ListModelsRequest.newBuilder().setOrganizationId(organization).setPageSize(PAGE);
        ListModelsResponse.Builder all = ListModelsResponse.newBuilder();
        try (AtcConnection atc = atctl.open()) {
            do {
                ListModelsResponse page = atc.models().listModels(request.build());
                all.addAllModels(page.getModelsList());
                request.setPageToken(page.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
        }
        output.print(all.build(), r -> CatalogText.models(r.getModelsList()));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "List organizations by id.")
    int organizations(@Mixin OutputOptions output) {
        ListOrganizationsRequest.Builder request =
                ListOrganizationsRequest.newBuilder().setPageSize(PAGE);
        ListOrganizationsResponse.Builder all = ListOrganizationsResponse.newBuilder();
        try (AtcConnection atc = atctl.open()) {
            do {
                ListOrganizationsResponse page =
                        atc.organizations().listOrganizations(request.build());
                all.addAllOrganizations(page.getOrganizationsList());
                request.setPageToken(page.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
        }
        output.print(all.build(), r -> CatalogText.organizations(r.getOrganizationsList()));
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "List planes by id.")
    int planes(@Mixin OutputOptions output) {
        ListPlanesRequest.Builder request = ListPlanesRequest.newBuilder().setPageSize(PAGE);
        ListPlanesResponse.Builder all = ListPlanesResponse.newBuilder();
        try (AtcConnection atc = atctl.open()) {
            do {
                ListPlanesResponse page = atc.planes().listPlanes(request.build());
                all.addAllPlanes(page.getPlanesList());
                request.setPageToken(page.getNextPageToken());
            } while (!request.getPageToken().isEmpty());
        }
        output.print(all.build(), r -> PlaneText.table(r.getPlanesList()));
        return 0;
    }

    @Command(
            name = "instance-types",
            mixinStandardHelpOptions = true,
            description = "List instance types by name.")
    int instanceTypes(@Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.instanceTypes()
                            .listInstanceTypes(ListInstanceTypesRequest.getDefaultInstance()),
                    r -> CatalogText.instanceTypes(r.getInstanceTypesList()));
        }
        return 0;
    }
}
