package dev.mcm.testkit.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// What the children of [ChildProcessIT] do.
public final class ChildFixtureMain {
    private ChildFixtureMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(() -> System.out.println("shutdown hook ran")));
        switch (args[0]) {
            case "serve" -> serve(Integer.parseInt(args[1]));
            case "wait" -> System.out.println("waiting");
            case "fail" -> throw new IllegalStateException("the configured failure");
            case "parent" -> becomeParent(Path.of(args[1]));
            case "native-parent" -> becomeParentOfProgram();
            case "environment" -> printEnvironment();
            default -> throw new IllegalArgumentException("unknown task " + args[0]);
        }
        new CountDownLatch(1).await();
    }

    private static void serve(int port) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext(
                "/readyz",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
    }

    private static void becomeParent(Path log) {
        ChildProcess child =
                JavaCommand.of(ChildFixtureMain.class).arguments("wait").log(log).start();
        child.awaitLog("waiting", java.time.Duration.ofSeconds(30));
        System.out.println("child pid " + child.pid());
    }

    private static void printEnvironment() {
        System.out.println(
                "MCM_ variables: "
                        + System.getenv().keySet().stream()
                                .filter(name -> name.startsWith("MCM_"))
                                .toList());
        System.exit(0);
    }

    private static void becomeParentOfProgram() throws IOException {
        ChildProcess child =
                NativeCommand.of(Path.of("/bin/sleep"))
                        .arguments(List.of("600"))
                        .start(Files.createTempFile("mcm-sleep-", ".log"));
        System.out.println("child pid " + child.pid());
    }
}
