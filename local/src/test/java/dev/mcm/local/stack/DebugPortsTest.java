package dev.mcm.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DebugPortsTest {
    @Test
    void noServiceListensWithoutTheSwitch() {
        assertThat(DebugPorts.flags("atc", Map.of())).isEmpty();
        assertThat(DebugPorts.flags("migrations", Map.of(DebugPorts.SWITCH, "1"))).isEmpty();
    }

    /// The editor's settings name the ports.
    @Test
    void everyServiceListensWhereTheEditorLooks() throws IOException {
        String launch =
                Files.readString(
                        Path.of(System.getProperty("mcm.root.dir")).resolve(".vscode/launch.json"));
        for (String service :
                List.of("atc", "autoscaler", "scheduler", "gns", "gsm", "lsm-plane-1")) {
            String flag = DebugPorts.flags(service, Map.of(DebugPorts.SWITCH, "1"))[0];
            String port = flag.substring(flag.lastIndexOf(':') + 1);
            assertThat(launch)
                    .contains("\"Attach: " + service + "\"")
                    .contains("\"port\": " + port);
        }
    }
}
