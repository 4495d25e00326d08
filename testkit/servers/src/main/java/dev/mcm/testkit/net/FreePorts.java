package dev.mcm.testkit.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds TCP ports of 127.0.0.1 that are free now and that nobody else is likely to take before the
/// caller binds them.
///
/// Candidates lie below the range from which the system picks ports of outgoing connections; each
/// JVM starts at its own place in it and never hands a port out twice. Thread-safe.
public final class FreePorts {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 31_999;
    private static final int STRIDE = 61;

    private static final FreePorts OF_THIS_JVM = new FreePorts(ProcessHandle.current().pid());

    private final Set<Integer> handedOut = new HashSet<>();
    private int next;

    private FreePorts(long pid) {
        next = LOWEST + (int) (pid * STRIDE % (HIGHEST - LOWEST));
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

    private synchronized int find() {
        for (int tried = LOWEST; tried <= HIGHEST; tried++) {
            int candidate = next;
            next = next == HIGHEST ? LOWEST : next + 1;
            if (!handedOut.contains(candidate) && canBind(candidate)) {
                handedOut.add(candidate);
                return candidate;
            }
        }
        throw new IllegalStateException(
                "no free port on 127.0.0.1 from " + LOWEST + " to " + HIGHEST);
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
