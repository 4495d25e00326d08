package dev.mcm.testkit.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds TCP ports of 127.0.0.1 that are free now and that nobody else is likely to take before the
/// caller binds them.
///
/// Candidates lie below the range from which the system picks ports of outgoing connections. Each
/// JVM starts at its own place in it and claims what it looks at until it ends, by a lock on a byte
/// of a file that all of them share: what one of them tries or has handed out the others leave
/// alone. Thread-safe.
public final class FreePorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;
    private static final int STRIDE = 61;

    private static final FreePorts OF_THIS_JVM = new FreePorts(ProcessHandle.current().pid());

    /// Open for as long as the JVM lives: closing it would give up the claims.
    private final FileChannel claims;

    private final Map<Integer, FileLock> handedOut = new HashMap<>();
    private int next;

    FreePorts(long pid) {
        claims = open();
        next = LOWEST + (int) (pid * STRIDE % (HIGHEST - LOWEST));
    }

    private static FileChannel open() {
        Path file =
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "mcm-free-ports-" + System.getProperty("user.name"));
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    public static int one() {
        return OF_THIS_JVM.find();
    }

    public static List<Integer> several(int count) {
        List<Integer> ports = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ports.add(one());
        }
        return List.copyOf(ports);
    }

    synchronized int find() {
        for (int tried = LOWEST; tried <= HIGHEST; tried++) {
            int candidate = next;
            next = next == HIGHEST ? LOWEST : next + 1;
            if (!handedOut.containsKey(candidate) && claim(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "no free port on 127.0.0.1 from " + LOWEST + " to " + HIGHEST);
    }

    private boolean claim(int port) {
        try {
            FileLock lock = claims.tryLock(port, 1, false);
            if (lock == null) {
                return false;
            }
            if (!canBind(port)) {
                lock.release();
                return false;
            }
            handedOut.put(port, lock);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot claim port " + port, e);
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
