package dev.mcm.testkit.plane.api;

import io.vertx.core.http.HttpConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The connections of one server, which a fault can cut. A server that is down still holds its
/// port, so that nobody else gets it, but ends each connection before it reads a byte. Safe for use
/// by many threads.
public final class ConnectionGate {

    private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean down;

    public void accept(HttpConnection connection) {
        open.add(connection);
        connection.closeHandler(_ -> open.remove(connection));
        if (down) {
            connection.close();
        }
    }

    public void setDown(boolean wanted) {
        down = wanted;
        if (wanted) {
            open.forEach(HttpConnection::close);
        }
    }

    public boolean isDown() {
        return down;
    }
}
