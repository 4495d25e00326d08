package dev.mcm.testkit.kafka;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// All that one run of a broker needs to know.
///
/// @param directory kept over runs
/// @param port of the main listener
/// @param controllerPort of the KRaft controller inside the same process
/// @param planes one listener each
/// @param settings broker settings that override the defaults
record BrokerPlan(
        Path directory,
        int port,
        int controllerPort,
        List<PlaneListener> planes,
        Map<String, String> settings) {
    static final int NODE_ID = 1;
    static final String CONTROLLER = "CONTROLLER";
    private static final String MAIN = "MAIN";
    private static final String HOST = "127.0.0.1";

    BrokerPlan {
        planes = List.copyOf(planes);
        settings = Map.copyOf(settings);
    }

    Path logDirectory() {
        return directory.resolve("log");
    }

    String bootstrap() {
        return HOST + ":" + port;
    }

    /// The broker's properties.
    Map<String, String> properties() {
        Map<String, String> all = new TreeMap<>(BrokerSettings.DEFAULTS);
        all.putAll(settings);
        all.put("node.id", Integer.toString(NODE_ID));
        all.put("process.roles", "broker,controller");
        all.put("log.dirs", logDirectory().toString());
        all.put("controller.quorum.voters", NODE_ID + "@" + HOST + ":" + controllerPort);
        all.put("controller.listener.names", CONTROLLER);
        all.put("inter.broker.listener.name", MAIN);
        all.putAll(listeners());
        return all;
    }

    private Map<String, String> listeners() {
        List<String> listeners =
                new ArrayList<>(
                        List.of(endpoint(MAIN, port), endpoint(CONTROLLER, controllerPort)));
        List<String> advertised = new ArrayList<>(List.of(endpoint(MAIN, port)));
        List<String> protocols =
                new ArrayList<>(List.of(MAIN + ":PLAINTEXT", CONTROLLER + ":PLAINTEXT"));
        for (PlaneListener plane : planes) {
            listeners.add(endpoint(plane.name(), plane.port()));
            advertised.add(endpoint(plane.name(), plane.advertisedPort()));
            protocols.add(plane.name() + ":PLAINTEXT");
        }
        return Map.of(
                "listeners", String.join(",", listeners),
                "advertised.listeners", String.join(",", advertised),
                "listener.security.protocol.map", String.join(",", protocols));
    }

    private static String endpoint(String listener, int port) {
        return listener + "://" + HOST + ":" + port;
    }
}
