package dev.mcm.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Sends back what it receives.
final class EchoServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket();

    EchoServer() throws IOException {
        this(FreePorts.one());
    }

    EchoServer(int port) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().start(this::acceptAll);
    }

    int port() {
        return server.getLocalPort();
    }

    private void acceptAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // The client left.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
