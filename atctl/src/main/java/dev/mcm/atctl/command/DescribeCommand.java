package dev.mcm.atctl.command;

import dev.mcm.atc.v1.GetDeploymentRequest;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.DeploymentText;
import dev.mcm.atctl.view.PlaneText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Shows everything about one thing.
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Show everything about one deployment or plane.")
final class DescribeCommand {
    @ParentCommand private RootCommand atctl;

    @Command(mixinStandardHelpOptions = true, description = "Show everything about one deployment.")
    int deployment(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.deployments()
                            .getDeployment(GetDeploymentRequest.newBuilder().setId(id).build())
                            .getDeployment(),
                    DeploymentText::details);
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Show everything about one plane.")
    int plane(@Parameters(paramLabel = "ID") String id, @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.planes()
                            .getPlane(GetPlaneRequest.newBuilder().setId(id).build())
                            .getPlane(),
                    PlaneText::details);
        }
        return 0;
    }
}
