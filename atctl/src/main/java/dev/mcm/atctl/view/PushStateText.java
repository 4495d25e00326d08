package dev.mcm.atctl.view;

import dev.mcm.atc.v1.Plane;
import dev.mcm.atc.v1.PlanePushes;
import dev.mcm.type.v1.FailingPush;
import dev.mcm.type.v1.PushState;
import dev.mcm.type.v1.PushedRoutes;
import java.util.ArrayList;
import java.util.List;

/// What ATC's pusher knows of a plane, as text: a line for each thing that may be wrong by itself.
final class PushStateText {
    private PushStateText() {}

    static List<String> lines(Plane plane) {
        return plane.hasPushes()
                ? lines(plane.getPushes())
                : List.of("  pushes       no pusher has said anything yet");
    }

    private static List<String> lines(PlanePushes pushes) {
        PushState state = pushes.getState();
        List<String> lines = new ArrayList<>();
        lines.add(
                "  pushes       as of "
                        + Times.text(pushes.getSeenAt())
                        + (pushes.getStale()
                                ? " (OLD: no pusher has said anything since, this is how it was)"
                                : ""));
        lines.add("    reachable  " + reachable(state));
        lines.add("    compared   " + compared(state));
        lines.add("    behind     " + behind(state));
        lines.add("    failing    " + deployments(state.getFailing()));
        state.getFailingPushesList()
                .forEach(failing -> lines.add("               " + text(failing)));
        lines.add("    routes     " + routes(state.getRoutes()));
        return lines;
    }

    private static String reachable(PushState state) {
        if (!state.hasReachableSince()) {
            return "not probed yet";
        }
        return (state.getReachable() ? "yes" : "NO")
                + " since "
                + Times.text(state.getReachableSince())
                + because(state.getUnreachableReason());
    }

    private static String compared(PushState state) {
        String text =
                state.hasComparedAt()
                        ? "%s, %d objects"
                                .formatted(Times.text(state.getComparedAt()), state.getObjects())
                        : "never as a whole";
        if (state.getNewerObjects() > 0) {
            text += "; %d of a newer database, left alone".formatted(state.getNewerObjects());
        }
        if (state.getUnreadableObjects() > 0) {
            text +=
                    "; %d that name no deployment, left alone"
                            .formatted(state.getUnreadableObjects());
        }
        return state.getCompareError().isEmpty()
                ? text
                : "%s; FAILS since %s: %s"
                        .formatted(
                                text,
                                Times.text(state.getCompareFailingSince()),
                                state.getCompareError());
    }

    private static String behind(PushState state) {
        return state.getBehind() == 0
                ? "none"
                : deployments(state.getBehind())
                        + ", the oldest since "
                        + Times.text(state.getBehindSince());
    }

    private static String text(FailingPush failing) {
        String call = failing.getCall().isEmpty() ? "" : " " + failing.getCall();
        return "%s%s since %s%s"
                .formatted(
                        failing.getDeployment(),
                        call,
                        Times.text(failing.getSince()),
                        because(failing.getError()));
    }

    private static String routes(PushedRoutes routes) {
        String text =
                routes.getEpoch() == 0
                        ? "none read yet"
                        : "epoch %d, table version %d"
                                .formatted(routes.getEpoch(), routes.getTableVersion());
        if (routes.getShardsBehind() > 0) {
            text += "; %d shards behind".formatted(routes.getShardsBehind());
        }
        return routes.getShardsFailing() == 0
                ? text
                : "%s; %d NOT TAKEN since %s: %s"
                        .formatted(
                                text,
                                routes.getShardsFailing(),
                                Times.text(routes.getFailingSince()),
                                routes.getError());
    }

    private static String deployments(int count) {
        return switch (count) {
            case 0 -> "none";
            case 1 -> "1 deployment";
            default -> count + " deployments";
        };
    }

    private static String because(String why) {
        return why.isEmpty() ? "" : ": " + why;
    }
}
