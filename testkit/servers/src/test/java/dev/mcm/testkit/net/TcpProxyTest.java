package dev.mcm.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    void bytesPassInBothDirections() throws IOException {
        try (EchoServer echo = new EchoServer();
                TcpProxy proxy = TcpProxy.to(echo.port());
                Socket client = connect(proxy)) {
            assertThat(echoOf(client, 'x')).isEqualTo('x');
            assertThat(proxy.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void cutClosesWhatIsOpenAndRefusesWhatIsNew() throws IOException {
        try (EchoServer echo = new EchoServer();
                TcpProxy proxy = TcpProxy.to(echo.port());
                Socket client = connect(proxy)) {
            assertThat(echoOf(client, 'x')).isEqualTo('x');
            proxy.cut();
            assertThat(endsWithoutData(client)).isTrue();
            assertThatThrownBy(() -> connect(proxy).close()).isInstanceOf(ConnectException.class);
            assertThat(proxy.connectionCount()).isZero();
        }
    }

    @Test
    void healedLinkTakesNewConnectionsOnTheSamePort() throws IOException {
        try (EchoServer echo = new EchoServer();
                TcpProxy proxy = TcpProxy.to(echo.port())) {
            int port = proxy.port();
            proxy.cut();
            proxy.heal();
            proxy.heal();
            assertThat(proxy.port()).isEqualTo(port);
            try (Socket client = connect(proxy)) {
                assertThat(echoOf(client, 'y')).isEqualTo('y');
            }
        }
    }

    @Test
    void aStalledConnectionStaysOpenAndGoesOnWhereItStopped() throws IOException {
        try (EchoServer echo = new EchoServer();
                TcpProxy proxy = TcpProxy.to(echo.port());
                Socket client = connect(proxy)) {
            assertThat(echoOf(client, 'x')).isEqualTo('x');
            proxy.stall();
            client.getOutputStream().write('z');
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            client.setSoTimeout((int) SOON.toMillis());
            assertThat(client.getInputStream().read()).isEqualTo('z');
        }
    }

    @Test
    void aTargetThatIsDownClosesTheConnectionAndComesBack() throws IOException {
        int port = FreePorts.one();
        try (TcpProxy proxy = TcpProxy.to(port)) {
            try (Socket client = connect(proxy)) {
                assertThat(endsWithoutData(client)).isTrue();
            }
            try (EchoServer echo = new EchoServer(port);
                    Socket client = connect(proxy)) {
                assertThat(echo.port()).isEqualTo(port);
                assertThat(echoOf(client, 'x')).isEqualTo('x');
            }
        }
    }

    @Test
    void closedConnectionsAreForgotten() throws IOException {
        try (EchoServer echo = new EchoServer();
                TcpProxy proxy = TcpProxy.to(echo.port())) {
            try (Socket client = connect(proxy)) {
                assertThat(echoOf(client, 'x')).isEqualTo('x');
            }
            Waiting.until("no connection left", SOON, () -> proxy.connectionCount() == 0);
        }
    }

    private static Socket connect(TcpProxy proxy) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout((int) SOON.toMillis());
        return socket;
    }

    private static int echoOf(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        return client.getInputStream().read();
    }

    /// End of stream or a reset: either way the connection is gone.
    private static boolean endsWithoutData(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
