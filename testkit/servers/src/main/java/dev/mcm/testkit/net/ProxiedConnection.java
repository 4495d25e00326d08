package dev.mcm.testkit.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;

/// A client's connection and the one to the target that belongs to it: two threads pump bytes, each
/// end's half-close is passed on, and an error on either side closes both.
final class ProxiedConnection {
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int CONNECT_TIMEOUT_MS = 2_000;

    private final Socket client;
    private final Socket upstream = new Socket();
    private final Gate gate;
    private final Consumer<ProxiedConnection> whenClosed;

    ProxiedConnection(Socket client, Gate gate, Consumer<ProxiedConnection> whenClosed) {
        this.client = client;
        this.gate = gate;
        this.whenClosed = whenClosed;
    }

    void start(InetSocketAddress target) {
        Thread.ofVirtual().name("tcp-proxy-connection").start(() -> run(target));
    }

    private void run(InetSocketAddress target) {
        try {
            gate.pass();
            upstream.connect(target, CONNECT_TIMEOUT_MS);
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> pump(upstream, client));
            pump(client, upstream);
            back.join();
        } catch (IOException e) {
            // The target refused; the client sees its connection closed, as it would without the
            // proxy.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
            whenClosed.accept(this);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                gate.pass();
                out.write(buffer, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    void close() {
        TcpProxy.closeQuietly(client);
        TcpProxy.closeQuietly(upstream);
    }
}
