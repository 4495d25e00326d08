package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.state.deployment.NumberSetting;
import dev.mcm.state.deployment.Rollout;
import dev.mcm.type.v1.RolloutSettings;

/// Ranges of the rollout settings. A value of `when_full` that this version does not know is
/// refused by [UnknownFields].
public final class RolloutRules {
    private RolloutRules() {}

    /// @param settings with every field set
    public static void check(RolloutSettings settings, Violations violations) {
        Violations at = violations.in("rollout");
        for (NumberSetting<Rollout> setting : Rollout.SETTINGS) {
            Checks.setting(at, setting, value(settings, setting.name()));
        }
    }

    private static int value(RolloutSettings settings, String field) {
        return (Integer) settings.getField(RolloutSettings.getDescriptor().findFieldByName(field));
    }
}
