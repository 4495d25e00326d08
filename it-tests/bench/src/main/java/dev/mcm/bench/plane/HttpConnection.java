package dev.mcm.bench.plane;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept-alive HTTP/1.1 connection that costs the load generator as little as possible, as it
/// shares the machine with the server. Used by one thread; closing is safe from another.
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final int KEPT = 16 * 1024;
    private static final int TIMEOUT_MILLIS = 120_000;

    /// @param head the first bytes of the body
    /// @param bytes length of the body
    record Reply(int status, String head, long bytes) {}

    /// Takes a body piece by piece; the array is reused.
    @FunctionalInterface
    interface BodySink {
        void accept(byte[] buffer, int from, int length);
    }

    private final ApiTarget target;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    HttpConnection(ApiTarget target) throws IOException {
        this.target = target;
        String host = target.url().getHost();
        int port = target.url().getPort();
        socket =
                target.tls() == null
                        ? new Socket(host, port)
                        : target.tls().createSocket(host, port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /// @param contentType empty for a request without a body
    Reply send(String method, String path, String contentType, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder();
        long bytes = 0;
        int status = request(method, path, contentType, body);
        Framing framing = headers();
        long[] length = {0};
        read(
                framing,
                (chunk, from, count) -> {
                    length[0] += count;
                    int kept = Math.min(count, KEPT - head.length());
                    if (kept > 0) {
                        head.append(new String(chunk, from, kept, StandardCharsets.UTF_8));
                    }
                });
        bytes += length[0];
        return new Reply(status, head.toString(), bytes);
    }

    /// Sends a GET and gives its body away as it comes; for a watch until the server ends it.
    ///
    /// @param opened runs when the answer has begun
    int stream(String path, Runnable opened, BodySink sink) throws IOException {
        int status = request("GET", path, "", new byte[0]);
        Framing framing = headers();
        opened.run();
        read(framing, sink);
        return status;
    }

    private int request(String method, String path, String contentType, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: bench\r\n");
        head.append("Accept: application/json\r\n");
        if (!target.token().isEmpty()) {
            head.append("Authorization: Bearer ").append(target.token()).append("\r\n");
        }
        if (!contentType.isEmpty()) {
            head.append("Content-Type: ").append(contentType).append("\r\n");
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        byte[] text = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[text.length + body.length];
        System.arraycopy(text, 0, all, 0, text.length);
        System.arraycopy(body, 0, all, text.length, body.length);
        out.write(all);
        out.flush();
        return Integer.parseInt(line().split(" ", 3)[1]);
    }

    /// @param length of the body when it is not chunked
    private record Framing(boolean chunked, long length) {}

    private Framing headers() throws IOException {
        boolean chunked = false;
        long length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String header = line.toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.contains("chunked");
            }
        }
        return new Framing(chunked, length);
    }

    private void read(Framing framing, BodySink sink) throws IOException {
        if (!framing.chunked()) {
            pass(framing.length(), sink);
            return;
        }
        while (true) {
            long size = Long.parseLong(line().strip(), 16);
            pass(size, sink);
            line();
            if (size == 0) {
                return;
            }
        }
    }

    private void pass(long length, BodySink sink) throws IOException {
        long left = length;
        while (left > 0) {
            if (start == end) {
                fill();
            }
            int count = (int) Math.min(left, end - start);
            sink.accept(buffer, start, count);
            start += count;
            left -= count;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (start == end) {
                fill();
            }
            char next = (char) (buffer[start++] & 0xFF);
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append(next);
            }
        }
    }

    private void fill() throws IOException {
        int count = in.read(buffer, 0, BUFFER);
        if (count < 0) {
            throw new EOFException(target.name() + " closed the connection");
        }
        start = 0;
        end = count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
