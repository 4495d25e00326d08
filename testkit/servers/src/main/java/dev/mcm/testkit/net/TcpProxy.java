package dev.mcm.testkit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A network link on 127.0.0.1 that tests can break: forwards TCP connections from its own port to
/// a target port.
///
/// - [#cut]: connections are closed and new ones refused, as when a peer or a firewall resets them;
/// - [#stall]: connections stay open and new ones are accepted, but no byte passes, as when packets
///   are dropped;
/// - [#heal]: new connections work again; stalled ones go on with what they held back.
///
/// The port stays the same over all of that. Thread-safe.
public final class TcpProxy implements AutoCloseable {
    private final InetSocketAddress listen;
    private final InetSocketAddress target;
    private final Gate gate = new Gate();
    private final Set<ProxiedConnection> connections = new HashSet<>();
    private @Nullable ServerSocket server;
    private Thread acceptor = Thread.ofVirtual().unstarted(() -> {});

    private TcpProxy(int listenPort, int targetPort) {
        this.listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), listenPort);
        this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
    }

    /// Starts a proxy on a free port. The target need not listen yet: until it does, connections
    /// are closed at once.
    public static TcpProxy to(int targetPort) {
        return start(FreePorts.one(), targetPort);
    }

    public static TcpProxy start(int listenPort, int targetPort) {
        TcpProxy proxy = new TcpProxy(listenPort, targetPort);
        proxy.heal();
        return proxy;
    }

    public int port() {
        return listen.getPort();
    }

    /// Closes every connection and refuses new ones. When it returns nothing passes any more.
    public void cut() {
        Thread ending;
        synchronized (this) {
            if (server != null) {
                closeQuietly(server);
                server = null;
            }
            Set.copyOf(connections).forEach(ProxiedConnection::close);
            connections.clear();
            gate.open();
            ending = acceptor;
        }
        awaitEnd(ending);
    }

    /// The port is let go when the thread that accepts has noticed that its socket is closed; until
    /// then it still takes connections. Not to be called with the lock, which that thread may want.
    private static void awaitEnd(Thread acceptor) {
        try {
            if (acceptor.getState() != Thread.State.NEW) {
                acceptor.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets no byte pass, in either direction, until [#heal] or [#cut].
    public void stall() {
        gate.shut();
    }

    /// Undoes [#cut] and [#stall].
    public synchronized void heal() {
        gate.open();
        if (server != null) {
            return;
        }
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(listen);
            server = listening;
            acceptor =
                    Thread.ofVirtual()
                            .name("tcp-proxy-" + port())
                            .start(() -> acceptAll(listening));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + listen, e);
        }
    }

    /// Open connections through the proxy now.
    public synchronized int connectionCount() {
        return connections.size();
    }

    private void acceptAll(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                accept(listening, listening.accept());
            } catch (IOException e) {
                // Cut, or a client that left before it was accepted: the loop's condition tells
                // them apart.
            }
        }
    }

    private synchronized void accept(ServerSocket listening, Socket client) {
        if (listening.isClosed()) {
            closeQuietly(client);
            return;
        }
        ProxiedConnection connection = new ProxiedConnection(client, gate, this::forget);
        connections.add(connection);
        connection.start(target);
    }

    private synchronized void forget(ProxiedConnection connection) {
        connections.remove(connection);
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // Closing a socket fails only when it is gone already.
        }
    }

    @Override
    public void close() {
        cut();
    }
}
