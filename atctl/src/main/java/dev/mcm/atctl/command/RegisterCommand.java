package dev.mcm.atctl.command;

import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.PlaneText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Makes a plane known to MCM.
@Command(
        name = "register",
        mixinStandardHelpOptions = true,
        description = "Make a plane known, or change a known one.")
final class RegisterCommand {
    @ParentCommand private RootCommand atctl;

    @Command(
            mixinStandardHelpOptions = true,
            description =
                    "Register a plane, with all of provider, region, api-url, credentials and"
                            + " gateway-url; or change of a known one only what the options name."
                            + " ATC reads its credentials from its own directory.")
    int plane(
            @Parameters(paramLabel = "ID") String id,
            @Mixin PlaneFields options,
            @Mixin OutputOptions output) {
        RegisterPlaneRequest request =
                RegisterPlaneRequest.newBuilder()
                        .setPlane(options.plane(id))
                        .setUpdateMask(options.mask())
                        .build();
        try (AtcConnection atc = atctl.open()) {
            output.print(atc.planes().registerPlane(request).getPlane(), PlaneText::details);
        }
        return 0;
    }
}
