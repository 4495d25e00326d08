package dev.mcm.atctl.command;

import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.CreateModelRequest;
import dev.mcm.atc.v1.CreateOrganizationRequest;
import dev.mcm.atc.v1.InstanceType;
import dev.mcm.atc.v1.Organization;
import dev.mcm.atc.v1.PutInstanceTypeRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.CatalogText;
import dev.mcm.atctl.view.DeploymentText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Creates a thing.
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = "Create an organization, a model, an instance type or a deployment.")
final class CreateCommand {
    @ParentCommand private RootCommand atctl;

    @Command(mixinStandardHelpOptions = true, description = "Create an organization.")
    int organization(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--name",
                            defaultValue = "",
                            description = "Name for people. Default: the id.")
                    String name,
            @Option(names = "--region", split = ",", description = "Regions allowed. Default: all.")
                    List<String> regions,
            @Option(names = "--no-cpu", description = "May not deploy models without GPU.")
                    boolean noCpu,
            @Option(names = "--no-gpu", description = "May not deploy models with GPU.")
                    boolean noGpu,
            @Mixin OutputOptions output) {
        Organization organization =
                Organization.newBuilder()
                        .setId(id)
                        .setDisplayName(name.isEmpty() ? id : name)
                        .addAllAllowedRegions(regions == null ? List.of() : regions)
                        .setCpuDeployments(!noCpu)
                        .setGpuDeployments(!noGpu)
                        .build();
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.organizations()
                            .createOrganization(
                                    CreateOrganizationRequest.newBuilder()
                                            .setOrganization(organization)
                                            .build())
                            .getOrganization(),
                    o -> CatalogText.organizations(List.of(o)));
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Create a model.")
    int model(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--organization", required = true, description = "Who owns it.")
                    String organization,
            @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.models()
                            .createModel(
                                    CreateModelRequest.newBuilder()
                                            .setOrganizationId(organization)
                                            .setName(name)
                                            .build())
                            .getModel(),
                    m -> CatalogText.models(List.of(m)));
        }
        return 0;
    }

    @Command(
            name = "instance-type",
            mixinStandardHelpOptions = true,
            description =
                    "Create an instance type, or change for new deployments what the options name.")
    int instanceType(
            @Parameters(paramLabel = "NAME") String name,
            @Mixin ShapeOptions options,
            @Mixin OutputOptions output) {
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.instanceTypes()
                            .putInstanceType(
                                    PutInstanceTypeRequest.newBuilder()
                                            .setInstanceType(
                                                    InstanceType.newBuilder()
                                                            .setName(name)
                                                            .setShape(options.shape()))
                                            .setUpdateMask(options.mask())
                                            .build())
                            .getInstanceType(),
                    t -> CatalogText.instanceTypes(List.of(t)));
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Create a deployment, from options or from a JSON request (-f).")
    int deployment(
            @Parameters(paramLabel = "NAME", arity = "0..1", defaultValue = "") String name,
            @Option(names = "--model", defaultValue = "", description = "Model's id.") String model,
            @Option(names = "--request-id", defaultValue = "", description = "Idempotency key.")
                    String requestId,
            @Option(names = "--validate-only", description = "Check everything, create nothing.")
                    boolean validateOnly,
            @Option(
                            names = "-f",
                            paramLabel = "FILE",
                            description = "CreateDeploymentRequest as JSON; - for standard input.")
                    Path file,
            @Mixin DeploymentOptions options,
            @Mixin OutputOptions output) {
        CreateDeploymentRequest.Builder request = CreateDeploymentRequest.newBuilder();
        if (file != null) {
            if (!name.isEmpty() || !model.isEmpty() || !options.paths().isEmpty()) {
                throw new IllegalArgumentException(
                        "-f "
                                + file
                                + " and options say what to create (expected: one of them, beside"
                                + " --request-id and --validate-only)");
            }
            JsonFile.read(file, request);
        } else {
            request.setModelId(model)
                    .setName(name)
                    .setSpec(options.spec())
                    .setAutoscaling(options.autoscaling())
                    .setRollout(options.rollout());
        }
        if (!requestId.isEmpty()) {
            request.setRequestId(requestId);
        }
        if (validateOnly) {
            request.setValidateOnly(true);
        }
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.deployments().createDeployment(request.build()).getDeployment(),
                    d -> DeploymentText.table(List.of(d)));
        }
        return 0;
    }
}
