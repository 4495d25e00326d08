package dev.mcm.local.stack;

import java.util.Map;

/// What to start.
///
/// @param name unique in the stack: `atc`, `lsm-plane-1`, …
/// @param mainClass for example `dev.mcm.lsm.LsmMain`
/// @param environment all of the service's settings
record ServiceLaunch(String name, String mainClass, Map<String, String> environment) {
    ServiceLaunch {
        environment = Map.copyOf(environment);
    }

    /// The component that the service is an instance of: `lsm` for `lsm-plane-1`.
    String component() {
        String packageName = mainClass.substring(0, mainClass.lastIndexOf('.'));
        return packageName.substring(packageName.lastIndexOf('.') + 1);
    }
}
