package dev.mcm.shared.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.id.PlaneId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {
    private static final String NOWHERE = "127.0.0.1:1";

    @Test
    void clientsAreMadeWithoutABroker() {
        KafkaClients clients = KafkaClients.of(KafkaConfig.plain(NOWHERE), "gsm");

        try (Producer<byte[], byte[]> producer = clients.producer("out", Map.of());
                Consumer<byte[], byte[]> consumer = clients.consumer("in", Map.of());
                Admin admin = clients.admin("topics")) {
            assertThat(clientId(producer.metrics())).isEqualTo("gsm-out");
            assertThat(clientId(consumer.metrics())).isEqualTo("gsm-in");
            assertThat(clientId(admin.metrics())).isEqualTo("gsm-topics");
        }
    }

    @Test
    void theFileWinsOverTheDefaultsAndTheCallerOverTheFile(@TempDir Path directory)
            throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("client.properties"), "client.id=from-file\nacks=all\n");
        KafkaClients clients = KafkaClients.of(new KafkaConfig(NOWHERE, file, (short) 3), "gsm");

        try (Producer<byte[], byte[]> plain = clients.producer("out", Map.of());
                Producer<byte[], byte[]> own =
                        clients.producer("out", Map.of("client.id", "own"))) {
            assertThat(clientId(plain.metrics())).isEqualTo("from-file");
            assertThat(clientId(own.metrics())).isEqualTo("own");
            assertThat(clients.replicationFactor()).isEqualTo((short) 3);
        }
    }

    @Test
    void securitySettingsOfTheFileAreUsed(@TempDir Path directory) throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("client.properties"),
                        "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n");
        KafkaClients clients = KafkaClients.of(new KafkaConfig(NOWHERE, file, (short) -1), "gsm");

        assertThatExceptionOfType(KafkaException.class)
                .isThrownBy(() -> clients.producer("out", Map.of()))
                .havingRootCause()
                .withMessageContaining("JAAS");
    }

    @Test
    void aMissingFileIsNamed() {
        KafkaConfig config = new KafkaConfig(NOWHERE, Path.of("/no/client.properties"), (short) -1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaClients.of(config, "gsm"))
                .withMessageContaining("/no/client.properties");
    }

    @Test
    void settingsAreChecked() {
        TopicSetting least = TopicSetting.atLeast("retention.ms", 7_200_000);

        assertThat(least.accepts("7200000")).isTrue();
        assertThat(least.accepts("-1")).isTrue();
        assertThat(least.accepts("7199999")).isFalse();
        assertThat(least.accepts("")).isFalse();
        assertThat(TopicSetting.equal("cleanup.policy", "compact").accepts("compact,delete"))
                .isFalse();
    }

    /// The topics' page and the code must not drift apart.
    @Test
    void theTopicsPageNamesEveryTopicAndItsSettings() throws IOException {
        String page =
                Files.readString(
                        Path.of(System.getProperty("mcm.root.dir"), "docs/concepts/topics.md"));
        PlaneId plane = new PlaneId("p");

        for (TopicSpec spec :
                List.of(
                        TopicSpecs.changes("table"),
                        TopicSpecs.position(),
                        TopicSpecs.planeState(plane),
                        TopicSpecs.planeMetrics(plane))) {
            String row =
                    page.lines()
                            .filter(line -> line.contains(documented(spec.name())))
                            .findFirst()
                            .orElse("");
            assertThat(row).contains("| " + spec.partitions());
            spec.settings()
                    .forEach(setting ->
                            assertThat(row).contains(setting.name() + "=" + setting.value()));
        }
    }

    private static String documented(String topic) {
        return topic.replace("mcm.db.table", "`mcm.db.<table>`")
                .replaceAll("(mcm\\.plane\\.[a-z]+)\\.p", "`$1.<plane>`");
    }

    private static String clientId(Map<MetricName, ?> metrics) {
        return metrics.keySet().stream()
                .map(name -> name.tags().get("client-id"))
                .filter(id -> id != null && !id.isEmpty())
                .findFirst()
                .orElse("");
    }
}
