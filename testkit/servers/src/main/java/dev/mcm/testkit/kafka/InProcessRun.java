package dev.mcm.testkit.kafka;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/// A broker in this JVM.
final class InProcessRun implements BrokerRun {
    private static final Duration EARLIER_RUN = Duration.ofSeconds(20);

    private final KafkaRaftServer server;
    private volatile boolean running = true;

    private InProcessRun(KafkaRaftServer server) {
        this.server = server;
    }

    /// Formats the directory at its first use and returns when the broker accepts requests.
    static InProcessRun start(BrokerPlan plan) {
        formatOnce(plan);
        awaitEndOfEarlierRun(plan);
        Properties properties = new Properties();
        properties.putAll(plan.properties());
        KafkaRaftServer server =
                new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
        return new InProcessRun(server);
    }

    private static void formatOnce(BrokerPlan plan) {
        if (Files.exists(plan.logDirectory().resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(plan.logDirectory());
            new Formatter()
                    .setNodeId(BrokerPlan.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(plan.logDirectory().toString())
                    .setMetadataLogDirectory(plan.logDirectory().toString())
                    .setControllerListenerName(BrokerPlan.CONTROLLER)
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot create the Kafka directory " + plan.logDirectory(), e);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "cannot format the Kafka directory " + plan.logDirectory(), e);
        }
    }

    /// A broker whose parent was killed takes a moment to end; it holds this lock until then.
    private static void awaitEndOfEarlierRun(BrokerPlan plan) {
        Path lock = plan.logDirectory().resolve(".lock");
        Waiting.until(
                "end of the broker that still uses " + plan.logDirectory(),
                EARLIER_RUN,
                () -> isFree(lock));
    }

    private static boolean isFree(Path lockFile) {
        try (FileChannel channel =
                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot try the lock " + lockFile, e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void stop() {
        running = false;
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void killHard() {
        throw new UnsupportedOperationException(
                "a broker in this JVM cannot be killed (expected: KafkaOptions.inOwnProcess())");
    }
}
