package dev.mcm.atctl.command;

import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.GetModelRequest;
import dev.mcm.atc.v1.GetOrganizationRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.CatalogText;
import dev.mcm.atctl.view.DeploymentText;
import dev.mcm.atctl.view.PlaneText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows one thing in a line.
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Show one deployment, model, organization or plane in a line.")
final class GetCommand {
    @ParentCommand private RootCommand atctl;

    @Command(mixinStandardHelpOptions = true, description = "Show one deployment.")
    int deployment(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.deployments()
                            .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                            .getDeployment(),
                    d -> DeploymentText.table(List.of(d)));
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Show one plane.")
    int plane(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.planes()
                            .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                            .getPlane(),
                    p -> PlaneText.table(List.of(p)));
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Show one model.")
    int model(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.models()
                            .getModel(GetModelRequest.newBuilder().setId(id).build())
                            .getModel(),
                    m -> CatalogText.models(List.of(m)));
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Show one organization.")
    int organization(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.organizations()
                            .getOrganization(GetOrganizationRequest.newBuilder().setId(id).build())
                            .getOrganization(),
                    o -> CatalogText.organizations(List.of(o)));
        }
        return 0;
    }
}
