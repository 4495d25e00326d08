package dev.mcm.atctl.command;

import dev.mcm.atc.v1.UncordonPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Ends a cordon.
@Command(
        name = "uncordon",
        mixinStandardHelpOptions = true,
        description = "Let new replicas onto a plane again.")
final class UncordonCommand implements Callable<Integer> {
    @ParentCommand private RootCommand atctl;

    @Parameters(paramLabel = "PLANE")
    private String plane;

    @Override
    public Integer call() {
        try (AtcConnection atc = atctl.open()) {
            atc.planes().uncordonPlane(UncordonPlaneRequest.newBuilder().setId(plane).build());
        }
        atctl.out().println(plane + " uncordoned");
        return 0;
    }
}
