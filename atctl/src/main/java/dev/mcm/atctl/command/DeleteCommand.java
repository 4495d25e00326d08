package dev.mcm.atctl.command;

import dev.mcm.atc.v1.DeleteDeploymentRequest;
import dev.mcm.atc.v1.DeleteModelRequest;
import dev.mcm.atctl.client.AtcConnection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Deletes a thing.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Delete a deployment or a model.")
final class DeleteCommand {
    @ParentCommand private RootCommand atctl;

    @Command(
            mixinStandardHelpOptions = true,
            description = "Delete a deployment and everything of it on the planes.")
    int deployment(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--etag",
                            defaultValue = "",
                            description = "Refuse unless this is the current etag.")
                    String etag) {
        try (AtcConnection atc = atctl.open()) {
            atc.deployments()
                    .deleteDeployment(
                            DeleteDeploymentRequest.newBuilder().setId(id).setEtag(etag).build());
        }
        atctl.out().println(id + " is being deleted");
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Delete a model that has no deployments.")
    int model(@Parameters(paramLabel = "ID") String id) {
        try (AtcConnection atc = atctl.open()) {
            atc.models().deleteModel(DeleteModelRequest.newBuilder().setId(id).build());
        }
        atctl.out().println(id + " deleted");
        return 0;
    }
}
