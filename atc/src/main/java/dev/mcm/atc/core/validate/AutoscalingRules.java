package dev.mcm.atc.core.validate;

import dev.mcm.shared.error.Violations;
import dev.mcm.state.deployment.Autoscaling;
import dev.mcm.state.deployment.NumberSetting;
import dev.mcm.type.v1.AutoscalingSettings;

/// Ranges of the autoscaling settings.
public final class AutoscalingRules {
    private AutoscalingRules() {}

    /// @param settings with every field set
    public static void check(AutoscalingSettings settings, Violations violations) {
        Violations at = violations.in("autoscaling");
        for (NumberSetting<Autoscaling> setting : Autoscaling.SETTINGS) {
            int value = value(settings, setting.name());
            if (setting.name().equals("max_replica")) {
                int least = Math.max(setting.least(), settings.getMinReplica());
                at.check(
                        value >= least,
                        "max_replica",
                        value,
                        ">= " + least + ": at least 1 and at least min_replica");
            } else {
                Checks.setting(at, setting, value);
            }
        }
    }

    private static int value(AutoscalingSettings settings, String field) {
        return (Integer)
                settings.getField(AutoscalingSettings.getDescriptor().findFieldByName(field));
    }
}
