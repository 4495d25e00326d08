package dev.mcm.testkit.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A process that owns a server until it is killed.
public final class PostgresOwnerMain {
    private PostgresOwnerMain() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedPostgresServer server =
                EmbeddedPostgresServer.start(PostgresOptions.keptIn(Path.of(args[0])));
        server.execute("postgres", "CREATE TABLE t (v int)", "INSERT INTO t VALUES (7)");
        System.out.println("pid " + server.pid());
        new CountDownLatch(1).await();
    }
}
