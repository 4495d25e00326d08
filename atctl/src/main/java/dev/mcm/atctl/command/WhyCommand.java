package dev.mcm.atctl.command;

import dev.mcm.atc.v1.ExplainDeploymentRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.WhyText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Says why a deployment is as it is, on one screen.
@Command(
        name = "why",
        mixinStandardHelpOptions = true,
        description =
                "Say why a deployment is as it is: scale, placement, push, and the pods' own"
                        + " errors.")
final class WhyCommand implements Callable<Integer> {
    @ParentCommand private RootCommand atctl;

    @Parameters(paramLabel = "DEPLOYMENT")
    private String id;

    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.deployments()
                            .explainDeployment(
                                    ExplainDeploymentRequest.newBuilder().setId(id).build()),
                    WhyText::lines);
        }
        return 0;
    }
}
