package dev.mcm.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigGroupsTest {
    @Test
    void postgresNeedsAUrlARoleAndAPassword() {
        PostgresConfig config =
                reader(
                                Map.of(
                                        "MCM_GSM_POSTGRES_URL", "jdbc:postgresql://db/mcm",
                                        "MCM_GSM_POSTGRES_USER", "gsm",
                                        "MCM_GSM_POSTGRES_PASSWORD", "secret"))
                        .read(PostgresConfig::read);

        assertThat(config.url()).isEqualTo("jdbc:postgresql://db/mcm");
        assertThat(config.poolSize()).isEqualTo(8);
        assertThat(config.toString()).doesNotContain("=secret");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        reader(Map.of("MCM_GSM_POSTGRES_URL", "postgres://db"))
                                .read(PostgresConfig::read))
                .satisfies(e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void twoDatabasesHaveTheirOwnKeys() {
        assertThat(
                        ConfigPage.markdown(
                                "gsm",
                                in -> PostgresConfig.read(in, "OBSERVED_POSTGRES", "mcm_observed")))
                .contains("MCM_GSM_OBSERVED_POSTGRES_URL", "mcm_observed");
    }

    @Test
    void aCertificateWithoutItsKeyIsAProblemAndTheRestIsStillRead() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        reader(
                                        Map.of(
                                                "MCM_GSM_GRPC_TLS_CERT",
                                                "/c",
                                                "MCM_GSM_GRPC_MAX_MESSAGE_BYTES",
                                                "1"))
                                .read(GrpcServerConfig::read))
                .satisfies(e ->
                        assertThat(e.problems())
                                .extracting(ConfigProblem::key)
                                .containsExactly(
                                        "MCM_GSM_GRPC_TLS_KEY", "MCM_GSM_GRPC_MAX_MESSAGE_BYTES"));
    }

    @Test
    void everyGroupCanBeRead() {
        Map<String, String> env = Map.of("MCM_GSM_KAFKA_BOOTSTRAP_SERVERS", "k:9092");

        assertThat(
                        reader(env)
                                .<Object[]>read(in ->
                                        new Object[] {
                                            KafkaConfig.read(in),
                                            HttpConfig.read(in),
                                            GrpcServerConfig.read(in)
                                        }))
                .contains(
                        new KafkaConfig("k:9092", null, (short) -1),
                        new HttpConfig("0.0.0.0", 8080));
    }

    private static ConfigReader reader(Map<String, String> env) {
        return ConfigReader.forService("gsm", env);
    }
}
