package dev.mcm.atctl.command;

import com.google.protobuf.FieldMask;
import dev.mcm.atc.v1.UpdateDeploymentRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.DeploymentText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Changes a thing.
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        description = "Change a deployment: only what the given options or the file's mask name.")
final class UpdateCommand {
    @ParentCommand private RootCommand atctl;

    @Command(mixinStandardHelpOptions = true, description = "Change a deployment.")
    int deployment(
            @Parameters(paramLabel = "ID") String id,
            @Option(
                            names = "--etag",
                            defaultValue = "",
                            description = "Refuse unless this is the current etag.")
                    String etag,
            @Option(
                            names = "--remove-env",
                            split = ",",
                            paramLabel = "NAME",
                            description = "Environment variables to remove.")
                    List<String> removed,
            @Option(
                            names = "-f",
                            paramLabel = "FILE",
                            description =
                                    "UpdateDeploymentRequest as JSON, updateMask included; - for"
                                            + " standard input.")
                    Path file,
            @Mixin DeploymentOptions options,
            @Mixin OutputOptions output) {
        List<String> paths = paths(options, removed == null ? List.of() : removed);
        UpdateDeploymentRequest.Builder request =
                file == null ? ofOptions(options, paths) : ofFile(file, id, paths);
        request.setId(id);
        if (!etag.isEmpty()) {
            request.setEtag(etag);
        }
        try (AtcConnection atc = atctl.open()) {
            output.print(
                    atc.deployments().updateDeployment(request.build()),
                    response -> {
                        List<String> lines = new ArrayList<>();
                        lines.add(
                                response.getOutcome()
                                        .name()
                                        .replace("UPDATE_OUTCOME_", "")
                                        .toLowerCase(Locale.ROOT));
                        lines.addAll(DeploymentText.table(List.of(response.getDeployment())));
                        return lines;
                    });
        }
        return 0;
    }

    private static UpdateDeploymentRequest.Builder ofOptions(
            DeploymentOptions options, List<String> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to change (expected: at least one option such as --image or --max)");
        }
        return UpdateDeploymentRequest.newBuilder()
                .setSpec(options.spec())
                .setAutoscaling(options.autoscaling())
                .setRollout(options.rollout())
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(paths));
    }

    private static UpdateDeploymentRequest.Builder ofFile(
            Path file, String id, List<String> paths) {
        if (!paths.isEmpty()) {
            throw new IllegalArgumentException(
                    "-f "
                            + file
                            + " and options say what to change (expected: one of them, beside"
                            + " --etag)");
        }
        UpdateDeploymentRequest.Builder request =
                JsonFile.read(file, UpdateDeploymentRequest.newBuilder());
        if (!request.getId().isEmpty() && !request.getId().equals(id)) {
            throw new IllegalArgumentException(
                    "id in "
                            + file
                            + ": '"
                            + request.getId()
                            + "' (expected: "
                            + id
                            + ", or none)");
        }
        return request;
    }

    private static List<String> paths(DeploymentOptions options, List<String> removed) {
        List<String> paths = new ArrayList<>(options.paths());
        for (String name : removed) {
            String path = DeploymentOptions.environment(name);
            if (paths.contains(path)) {
                throw new IllegalArgumentException(
                        "variable '"
                                + name
                                + "' is given twice (expected: once, by --env or --remove-env)");
            }
            paths.add(path);
        }
        return paths;
    }
}
