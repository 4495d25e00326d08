package dev.mcm.atctl.command;

import dev.mcm.type.v1.RolloutSettings;
import dev.mcm.type.v1.WhenFull;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a deployment's replicas give way to others, as options. An option that is not given is left
/// unset.
final class RolloutOptions {
    /// What the option can say.
    private enum Full {
        REPLACE(WhenFull.WHEN_FULL_REPLACE),
        WAIT(WhenFull.WHEN_FULL_WAIT);

        private final WhenFull proto;

        Full(WhenFull proto) {
            this.proto = proto;
        }
    }

    @Option(
            names = "--max-surge",
            paramLabel = "PERCENT",
            description = "How many replicas more than wanted may run during a change.")
    private @Nullable Integer maxSurge;

    @Option(
            names = "--max-unavailable",
            paramLabel = "PERCENT",
            description = "How many of the wanted replicas may be missing during a change.")
    private @Nullable Integer maxUnavailable;

    @Option(
            names = "--when-full",
            description =
                    "When no plane has room for one more: replace = one old replica at a time makes"
                            + " room, wait = the old ones stay.")
    private @Nullable Full whenFull;

    @Option(
            names = "--progress-deadline",
            paramLabel = "SECONDS",
            description = "How long a change may go on without another replica becoming ready.")
    private @Nullable Integer progressDeadline;

    RolloutSettings settings() {
        RolloutSettings.Builder settings = RolloutSettings.newBuilder();
        if (maxSurge != null) {
            settings.setMaxSurgePercent(maxSurge);
        }
        if (maxUnavailable != null) {
            settings.setMaxUnavailablePercent(maxUnavailable);
        }
        if (whenFull != null) {
            settings.setWhenFull(whenFull.proto);
        }
        if (progressDeadline != null) {
            settings.setProgressDeadlineSeconds(progressDeadline);
        }
        return settings.build();
    }

    /// Paths of the fields that the given options set, for an update mask.
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        settings()
                .getAllFields()
                .keySet()
                .forEach(field -> paths.add("rollout." + field.getName()));
        return paths;
    }
}
