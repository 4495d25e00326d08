package dev.mcm.shared.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// An image's health command: asks `/livez` of the service in the same container. A program of its
/// own, small because it runs every few seconds; exit code 0 when the service is alive, else 1.
///
/// Reads `MCM_COMPONENT` (`atc`, …), and that service's `MCM_<COMPONENT>_HTTP_PORT` (8080).
public final class HealthMain {
    private static final int LIMIT_MS = 2_000;
    private static final byte[] REQUEST =
            "GET /livez HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_LINE = 15;

    private HealthMain() {}

    public static void main(String[] args) {
        System.exit(isAlive(port(System.getenv())) ? 0 : 1);
    }

    static int port(Map<String, String> env) {
        String component = env.getOrDefault("MCM_COMPONENT", "").toUpperCase(Locale.ROOT);
        String port = env.getOrDefault("MCM_" + component + "_HTTP_PORT", "").strip();
        return port.isEmpty() ? 8080 : Integer.parseInt(port);
    }

    /// Whether the service on this port of the loopback address says that it is alive.
    static boolean isAlive(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(LIMIT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MS);
            socket.getOutputStream().write(REQUEST);
            InputStream answer = socket.getInputStream();
            String line = new String(answer.readNBytes(STATUS_LINE), StandardCharsets.US_ASCII);
            return line.startsWith("HTTP/1.") && line.contains(" 200");
        } catch (IOException e) {
            return false;
        }
    }
}
