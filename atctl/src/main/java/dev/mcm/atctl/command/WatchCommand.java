package dev.mcm.atctl.command;

import dev.mcm.atc.v1.WatchDeploymentsRequest;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.DeploymentText;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Iterator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Follows changes until it is interrupted.
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follow the changes of deployments.")
final class WatchCommand {
    @ParentCommand private RootCommand atctl;

    @Command(
            mixinStandardHelpOptions = true,
            description = "Print every deployment, then every change, one line each.")
    int deployments(
            @Option(names = "--model", defaultValue = "", description = "Only this model's.")
                    String model,
            @Option(names = "--id", defaultValue = "", description = "Only this deployment.")
                    String id) {
        String token = "";
        try (AtcConnection atc = atctl.open()) {
            while (true) {
                token = follow(atc, model, id, token);
            }
        }
    }

    /// Prints until the stream ends; returns the token to go on with.
    private static String follow(AtcConnection atc, String model, String id, String token) {
        String resume = token;
        Iterator<WatchDeploymentsResponse> responses =
                atc.deploymentStream()
                        .watchDeployments(
                                WatchDeploymentsRequest.newBuilder()
                                        .setModelId(model)
                                        .setId(id)
                                        .setResumeToken(token)
                                        .build());
        try {
            while (responses.hasNext()) {
                WatchDeploymentsResponse response = responses.next();
                response.getChangedList().forEach(d -> System.out.println(DeploymentText.line(d)));
                response.getDeletedIdsList()
                        .forEach(gone -> System.out.println(gone + "  deleted"));
                resume = response.getResumeToken();
            }
            return resume;
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.OUT_OF_RANGE && !token.isEmpty()) {
                return "";
            }
            throw e;
        }
    }
}
