package dev.mcm.testkit.kafka;

/// A listener of the broker for one workload plane: clients that come through it are told to come
/// back through it, so a proxy on its advertised port carries all of the plane's traffic.
///
/// @param name of the listener, for example `PLANE_aws-1`
/// @param port that the broker listens on
/// @param advertisedPort that clients are sent to
public record PlaneListener(String name, int port, int advertisedPort) {
    private static final String PREFIX = "PLANE_";

    public PlaneListener {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "listener name: '" + name + "' (expected: letters, digits, '-' and '_' only)");
        }
    }

    static String nameOf(String planeId) {
        return PREFIX + planeId;
    }

    /// As an argument of [KafkaBrokerMain].
    String encoded() {
        return name + ":" + port + ":" + advertisedPort;
    }

    static PlaneListener decoded(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "listener: '" + text + "' (expected: <name>:<port>:<advertised port>)");
        }
        return new PlaneListener(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
