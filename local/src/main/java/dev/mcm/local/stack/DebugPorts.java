package dev.mcm.local.stack;

import java.util.List;
import java.util.Map;

/// Ports on which a debugger may attach to the services, when `MCM_DEBUG` is set: always the same,
/// so that an editor's settings can name them.
final class DebugPorts {
    static final String SWITCH = "MCM_DEBUG";

    private static final int FIRST = 5005;
    private static final List<String> SERVICES =
            List.of("atc", "autoscaler", "scheduler", "gns", "gsm", "lsm-plane-1", "lsm-plane-2");

    private DebugPorts() {}

    /// JVM flags of a service; none for one that has no port.
    static String[] flags(String service, Map<String, String> env) {
        int place = SERVICES.indexOf(service);
        return env.getOrDefault(SWITCH, "").isEmpty() || place < 0
                ? new String[0]
                : new String[] {
                    "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:"
                            + (FIRST + place)
                };
    }
}
