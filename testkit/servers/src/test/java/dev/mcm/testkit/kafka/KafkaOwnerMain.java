package dev.mcm.testkit.kafka;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// A process that owns a broker in a process of its own until it is killed.
public final class KafkaOwnerMain {
    private KafkaOwnerMain() {}

    public static void main(String[] args) throws InterruptedException {
        EmbeddedKafkaBroker kafka =
                EmbeddedKafkaBroker.start(KafkaOptions.keptIn(Path.of(args[0])).inOwnProcess());
        try (var client = new KafkaTestClient(kafka.bootstrap())) {
            client.createTopic("t");
            client.send("t", "from the killed owner");
        }
        System.out.println("pid " + kafka.pid().orElseThrow());
        new CountDownLatch(1).await();
    }
}
