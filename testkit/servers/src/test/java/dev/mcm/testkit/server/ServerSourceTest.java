package dev.mcm.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSourceTest {
    @Test
    void serversAreEmbeddedUnlessTheSwitchSaysOtherwise() {
        assertThat(ServerSource.from(Map.of())).isEqualTo(new ServerSource.Embedded());
        assertThat(ServerSource.from(Map.of("MCM_TEST_SERVERS", " embedded ")))
                .isEqualTo(new ServerSource.Embedded());
    }

    @Test
    void theImagesOfContainersMayBeOthers() {
        assertThat(
                        ServerSource.from(
                                Map.of(
                                        "MCM_TEST_SERVERS",
                                        "testcontainers",
                                        "MCM_TEST_KAFKA_IMAGE",
                                        "here/kafka:1")))
                .isEqualTo(new ServerSource.Containers("postgres:17.11", "here/kafka:1"));
    }

    @Test
    void composeMeansThePortsThatItPublishes() {
        assertThat(
                        ServerSource.from(
                                Map.of(
                                        "MCM_TEST_SERVERS",
                                        "compose",
                                        "MCM_INFRA_KAFKA_PORT",
                                        "29092")))
                .isEqualTo(
                        new ServerSource.Addresses(
                                "compose",
                                "127.0.0.1:15432",
                                "postgres",
                                "mcm-local",
                                "127.0.0.1:29092"));
    }

    @Test
    void anAddressHasToBeGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ServerSource.from(
                                Map.of(
                                        "MCM_TEST_SERVERS",
                                        "address",
                                        "MCM_TEST_POSTGRES",
                                        "db:5432")))
                .withMessageStartingWith("MCM_TEST_KAFKA: not set (expected: host:port");
    }

    @Test
    void anythingElseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerSource.from(Map.of("MCM_TEST_SERVERS", "docker")))
                .withMessageContaining("'docker' (expected: embedded, testcontainers, compose or");
    }
}
