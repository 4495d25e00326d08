package dev.mcm.atctl.command;

import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.RegisterPlaneRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.PlaneText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
            description = "Register a plane. ATC reads its credentials from its own directory.")
    int plane(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--provider",
                            required = true,
                            description = "Cloud provider, for example aws.")
                    String provider,
            @Option(
                            names = "--region",
                            required = true,
                            description = "Region, for example us-east-1.")
                    String region,
            @Option(
                            names = "--api-url",
                            required = true,
                            description = "Address of its Kubernetes API.")
                    String apiUrl,
            @Option(
                            names = "--credentials",
                            required = true,
                            description =
                                    "Name of a kubeconfig file in ATC's credentials directory.")
                    String credentials,
            @Option(
                            names = "--gateway-url",
                            required = true,
                            description = "Address of its gateway.")
                    String gatewayUrl,
            @Option(names = "--shares-gpus", description = "Its nodes share GPUs between pods.")
                    boolean sharesGpus,
            @Mixin OutputOptions output) {
        Plane plane =
                Plane.newBuilder()
                        .setId(id)
                        .setProvider(provider)
                        .setRegion(region)
                        .setApiUrl(apiUrl)
                        .setCredentialsRef(credentials)
                        .setGatewayUrl(gatewayUrl)
                        .setSharesGpus(sharesGpus)
                        .build();
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.planes()
                            .registerPlane(
                                    RegisterPlaneRequest.newBuilder().setPlane(plane).build())
                            .getPlane(),
                    PlaneText::details);
        }
        return 0;
    }
}
