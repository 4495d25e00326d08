package dev.mcm.atctl.command;

import dev.mcm.atc.v1.CordonPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Keeps new replicas away from a plane.
@Command(
        name = "cordon",
        mixinStandardHelpOptions = true,
        description = "Place nothing new on a plane; what runs there stays.")
final class CordonCommand implements Callable<Integer> {
    @ParentCommand private RootCommand atctl;

    @Parameters(paramLabel = "PLANE")
    private String plane;

    @Option(names = "--reason", required = true, description = "Why, for the next operator.")
    private String reason;

    @Override
    public Integer call() {
        try (AtcConnection atc = atctl.open()) {
            atc.planes()
                    .cordonPlane(
                            CordonPlaneRequest.newBuilder().setId(plane).setReason(reason).build());
        }
        atctl.out().println(plane + " cordoned");
        return 0;
    }
}
