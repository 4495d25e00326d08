package dev.mcm.atctl.command;

import static java.util.stream.Collectors.joining;

import dev.mcm.atc.v1.DeploymentStatus;
import dev.mcm.atctl.view.DeploymentText;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A deployment's status by its short name, `ACTIVE` or `active`.
final class StatusName implements ITypeConverter<DeploymentStatus> {
    @Override
    public DeploymentStatus convert(String name) {
        return known().filter(status -> DeploymentText.status(status).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'"
                                        + name
                                        + "' is no status (expected: "
                                        + known().map(DeploymentText::status).collect(joining(", "))
                                        + ")"));
    }

    private static Stream<DeploymentStatus> known() {
        return Arrays.stream(DeploymentStatus.values())
                .filter(status ->
                        status != DeploymentStatus.UNRECOGNIZED
                                && status != DeploymentStatus.DEPLOYMENT_STATUS_UNSPECIFIED);
    }
}
