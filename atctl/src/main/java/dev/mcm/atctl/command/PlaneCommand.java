package dev.mcm.atctl.command;

import dev.mcm.atc.v1.CancelPlaneDrainRequest;
import dev.mcm.atc.v1.DeclarePlaneRequest;
import dev.mcm.atc.v1.DrainPlaneRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlaneOrderKind;
import dev.mcm.atc.v1.ReleasePlaneRemovalsRequest;
import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.atctl.view.PlaneText;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// An operator's word on a plane.
@Command(
        name = "plane",
        mixinStandardHelpOptions = true,
        description =
                "Say what a plane is, over the heads of its witnesses; drain it; release removals.")
final class PlaneCommand {
    @ParentCommand private RootCommand atctl;

    /// What may be declared; on the command line `brake-override` for BRAKE_OVERRIDE.
    enum Declaration {
        LOST,
        ALIVE,
        BRAKE_OVERRIDE,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Declare a plane lost (its replicas are placed elsewhere), alive (they are not,"
                        + " however long nothing is heard of it), or its brake overridden (it is"
                        + " lost as soon as both witnesses say that it is gone).",
                "none takes back what was declared."
            })
    int declare(
            @Parameters(paramLabel = "PLANE") String plane,
            @Parameters(
                            paramLabel = "WHAT",
                            description = "One of ${COMPLETION-CANDIDATES}.",
                            converter = DeclarationText.class,
                            completionCandidates = DeclarationText.class)
                    Declaration what,
            @Option(names = "--reason", description = "Why, for the next operator.")
                    @Nullable String reason,
            @Option(
                            names = "--for",
                            description =
                                    "How long, such as 30m or 2h: at most 24h for alive and"
                                            + " brake-override, which need one; 720h for lost.",
                            converter = LengthText.class)
                    @Nullable Duration length,
            @Option(names = "--dry-run", description = "Check everything, declare nothing.")
                    boolean dryRun,
            @Mixin OutputOptions output) {
        DeclarePlaneRequest request =
                DeclarePlaneRequest.newBuilder()
                        .setId(plane)
                        .setKind(PlaneOrderKind.valueOf("PLANE_ORDER_KIND_" + what.name()))
                        .setReason(reason == null ? "" : reason)
                        .setValidForSeconds(length == null ? 0 : length.toSeconds())
                        .setValidateOnly(dryRun)
                        .build();
        try (AtcConnection atc = atctl.open()) {
            output.print(atc.planes().declarePlane(request).getPlane(), PlaneText::details);
        }
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = {
                "Hand a plane's replicas over to other planes and place nothing new there. At the"
                        + " deadline what is left is taken anyway. Again = another deadline.",
                "--cancel takes that back; what has moved is not moved back."
            })
    int drain(
            @Parameters(paramLabel = "PLANE") String plane,
            @Option(
                            names = "--deadline",
                            description = "How long from now, 1m to 168h. Default: 1h.",
                            converter = LengthText.class)
                    @Nullable Duration deadline,
            @Option(names = "--reason", description = "Why, for the next operator.")
                    @Nullable String reason,
            @Option(names = "--cancel", description = "Take the drain back.") boolean back,
            @Option(names = "--dry-run", description = "Check everything, change nothing.")
                    boolean dryRun,
            @Mixin OutputOptions output) {
        if (back && (deadline != null || reason != null)) {
            throw new IllegalArgumentException(
                    "--cancel beside --deadline or --reason (expected: --cancel alone)");
        }
        try (AtcConnection atc = atctl.open()) {
            Plane answer =
                    back
                            ? atc.planes()
                                    .cancelPlaneDrain(
                                            CancelPlaneDrainRequest.newBuilder()
                                                    .setId(plane)
                                                    .setValidateOnly(dryRun)
                                                    .build())
                                    .getPlane()
                            : atc.planes()
                                    .drainPlane(
                                            DrainPlaneRequest.newBuilder()
                                                    .setId(plane)
                                                    .setReason(reason == null ? "drain" : reason)
                                                    .setDeadlineSeconds(
                                                            deadline == null
                                                                    ? 0
                                                                    : deadline.toSeconds())
                                                    .setValidateOnly(dryRun)
                                                    .build())
                                    .getPlane();
            output.print(answer, PlaneText::details);
        }
        return 0;
    }

    @Command(
            name = "release-removals",
            mixinStandardHelpOptions = true,
            description = {
                "Let leftovers go that ATC holds on a plane: the set that `atctl describe plane`"
                        + " shows, and no other."
            })
    int releaseRemovals(
            @Parameters(paramLabel = "PLANE") String plane,
            @Option(
                            names = "--set",
                            required = true,
                            description = "The set, as describe plane shows it.")
                    String set,
            @Option(names = "--reason", description = "Why, for the next operator.")
                    @Nullable String reason,
            @Option(names = "--dry-run", description = "Check everything, release nothing.")
                    boolean dryRun,
            @Mixin OutputOptions output) {
        ReleasePlaneRemovalsRequest request =
                ReleasePlaneRemovalsRequest.newBuilder()
                        .setId(plane)
                        .setSet(set)
                        .setReason(reason == null ? "" : reason)
                        .setValidateOnly(dryRun)
                        .build();
        try (AtcConnection atc = atctl.open()) {
            output.print(atc.planes().releasePlaneRemovals(request).getPlane(), PlaneText::details);
        }
        return 0;
    }
}
