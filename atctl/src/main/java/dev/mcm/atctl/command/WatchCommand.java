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
        WatchDeploymentsRequest request =
                WatchDeploymentsRequest.newBuilder().setModelId(model).setId(id).build();
        try (AtcConnection atc = atctl.open()) {
            while (true) {
                request = follow(atc, request);
            }
        }
    }

    /// Prints until the stream ends; returns the request to go on with.
    private WatchDeploymentsRequest follow(AtcConnection atc, WatchDeploymentsRequest request) {
        String resume = request.getResumeToken();
        try {
            Iterator<WatchDeploymentsResponse> responses =
                    atc.deploymentStream().watchDeployments(request);
            while (responses.hasNext()) {
                WatchDeploymentsResponse response = responses.next();
                response.getChangedList().stream()
                        .map(DeploymentText::line)
                        .forEach(atctl.out()::println);
                response.getDeletedIdsList()
                        .forEach(gone -> atctl.out().println(gone + "  deleted"));
                resume = response.getResumeToken();
            }
        } catch (StatusRuntimeException e) {
            boolean tooOld = e.getStatus().getCode() == Status.Code.OUT_OF_RANGE;
            if (!tooOld || resume.isEmpty()) {
                throw e;
            }
            resume = "";
        }
        return request.toBuilder().setResumeToken(resume).build();
    }
}
