package dev.mcm.bench.plane;

import com.sun.net.httpserver.HttpServer;
import dev.mcm.testkit.plane.PlaneOptions;
import dev.mcm.testkit.plane.SimulatedNode;
import dev.mcm.testkit.plane.SimulatedPlane;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The measured server: one simulated plane with its controllers in a JVM of its own. A second port
/// answers `/heap`, the bytes of heap in use after garbage collection, and `/cpu`, the nanoseconds
/// of processor time that the JVM has used.
///
/// Argument: how many nodes of 110 pod slots the plane has.
public final class PlaneServerMain {

    static final String READY = "plane server ready";

    private static final int COLLECTIONS = 3;

    private PlaneServerMain() {}

    public static void main(String[] args) throws IOException {
        List<SimulatedNode> nodes = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            nodes.add(SimulatedNode.cpu("n" + i, 128, 1024));
        }
        SimulatedPlane plane = SimulatedPlane.start(PlaneOptions.of("bench-1").withNodes(nodes));
        HttpServer control =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer(control, "/heap", PlaneServerMain::usedHeap);
        answer(control, "/cpu", PlaneServerMain::cpuNanos);
        control.start();
        System.out.println(READY + " " + plane.apiUrl() + " " + control.getAddress().getPort());
    }

    private static void answer(HttpServer control, String path, LongSupplier figure) {
        control.createContext(
                path,
                exchange -> {
                    byte[] answer =
                            Long.toString(figure.getAsLong()).getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
    }

    private static long cpuNanos() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }

    private static long usedHeap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
