package dev.mcm.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.process.ChildProcess;
import dev.mcm.testkit.process.JavaCommand;
import dev.mcm.testkit.process.LogTail;
import dev.mcm.testkit.process.Signals;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class EmbeddedKafkaBrokerIT {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path directory;

    @Test
    void onlyCommittedTransactionsAreRead() {
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.temporary());
                var client = new KafkaTestClient(kafka.bootstrap())) {
            client.createTopic("t");
            client.sendInTransaction("t", List.of("aborted-1", "aborted-2"), false);
            client.sendInTransaction("t", List.of("a", "b"), true);
            assertThat(client.readCommitted("t", 2)).containsExactly("a", "b");
        }
    }

    @Test
    void topicsAreNotCreatedByUse() {
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.temporary());
                var client = new KafkaTestClient(kafka.bootstrap())) {
            assertThatThrownBy(() -> client.send("missing", "x")).hasMessageContaining("missing");
            client.createTopic("made");
            assertThat(client.topics()).contains("made").doesNotContain("missing");
        }
    }

    @Test
    void keptDataSurvivesRestartAndANewOwner() {
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.keptIn(directory))) {
            String bootstrap = kafka.bootstrap();
            write(kafka, "one");
            kafka.restart();
            assertThat(kafka.bootstrap()).isEqualTo(bootstrap);
            write(kafka, "two");
        }
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.keptIn(directory))) {
            assertThat(read(kafka.bootstrap(), 2)).containsExactly("one", "two");
        }
    }

    @Test
    void acknowledgedRecordsSurviveAHardKillOfTheBroker() {
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.keptIn(directory).inOwnProcess())) {
            write(kafka, "one");
            kafka.killHard();
            assertThat(kafka.isRunning()).isFalse();
            kafka.restart();
            write(kafka, "two");
            assertThat(read(kafka.bootstrap(), 2)).containsExactly("one", "two");
        }
    }

    @Test
    void theBrokerEndsWithItsKilledParentAndTheNextOneGoesOnWithTheData() {
        Path log = directory.resolve("owner.log");
        Path kept = directory.resolve("kept");
        try (ChildProcess owner =
                JavaCommand.of(KafkaOwnerMain.class).arguments(kept.toString()).log(log).start()) {
            owner.awaitLog("pid ", SOON);
            long pid = Long.parseLong(LogTail.last(log, 1).substring("pid ".length()));
            ProcessHandle broker = ProcessHandle.of(pid).orElseThrow();
            owner.killHard();
            Waiting.until("end of the broker " + pid, SOON, () -> !Signals.isRunning(broker));
        }
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.keptIn(kept))) {
            assertThat(read(kafka.bootstrap(), 1)).containsExactly("from the killed owner");
        }
    }

    @Test
    void aCutPlaneReachesNothingWhileTheOthersGoOnAndAHealedOneCatchesUp() {
        KafkaOptions options = KafkaOptions.temporary().withPlanes(List.of("aws-1", "gcp-1"));
        try (var kafka = EmbeddedKafkaBroker.start(options);
                var cutOff = new KafkaTestClient(kafka.bootstrapFor("aws-1"));
                var other = new KafkaTestClient(kafka.bootstrapFor("gcp-1"))) {
            cutOff.createTopic("t");
            cutOff.send("t", "before");
            kafka.cut("aws-1");
            assertThatThrownBy(() -> cutOff.send("t", "during")).hasMessageContaining("ms");
            other.send("t", "other");
            kafka.heal("aws-1");
            cutOff.send("t", "after");
            assertThat(other.readCommitted("t", 3)).containsExactly("before", "other", "after");
        }
    }

    @Test
    void aDirectoryHasOneOwner() {
        try (var kafka = EmbeddedKafkaBroker.start(KafkaOptions.keptIn(directory))) {
            assertThatThrownBy(
                            () -> EmbeddedKafkaBroker.start(KafkaOptions.keptIn(directory)).close())
                    .hasMessageContaining("in use by another process");
            assertThat(kafka.isRunning()).isTrue();
        }
    }

    private static void write(EmbeddedKafkaBroker kafka, String value) {
        try (var client = new KafkaTestClient(kafka.bootstrap())) {
            if (!client.topics().contains("t")) {
                client.createTopic("t");
            }
            client.send("t", value);
        }
    }

    private static List<String> read(String bootstrap, int count) {
        try (var client = new KafkaTestClient(bootstrap)) {
            return client.readCommitted("t", count);
        }
    }
}
