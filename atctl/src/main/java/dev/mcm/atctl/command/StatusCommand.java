package dev.mcm.atctl.command;

import dev.mcm.atc.v1.GetSystemStatusRequest;
import dev.mcm.atc.v1.GetSystemStatusResponse;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.SystemText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// Shows the state of the system; the exit code says whether it is healthy.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Show the state of the system: leaders, slots, planes, counts. Exit code 1 when it"
                        + " is not healthy.")
final class StatusCommand implements Callable<Integer> {
    @ParentCommand private RootCommand atctl;

    @Mixin private OutputOptions output;

    @Override
    public Integer call() {
        try (AtcConnection atc = atctl.open()) {
            GetSystemStatusResponse status =
                    atc.admin().getSystemStatus(GetSystemStatusRequest.getDefaultInstance());
            output.print(status, SystemText::lines);
            return status.getHealthy() ? 0 : 1;
        }
    }
}
