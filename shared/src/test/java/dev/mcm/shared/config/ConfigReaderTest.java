package dev.mcm.shared.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    private enum Mode {
        FAST_PATH,
        SAFE
    }

    private record Sample(
            String name,
            int workers,
            long bytes,
            double share,
            boolean dry,
            Duration resync,
            URI hook,
            Mode mode,
            List<String> regions) {
        static Sample read(ConfigReader in) {
            return new Sample(
                    in.string("NAME", "Name.").required("alpha"),
                    in.integer("WORKERS", "Workers.").must(Constraint.between(1, 64)).orDefault(8),
                    in.longInteger("BYTES", "Bytes.").orDefault(1L << 40),
                    in.decimal("SHARE", "Share.").must(Constraint.atMost(1.0)).orDefault(0.5),
                    in.bool("DRY", "Dry run.").orDefault(false),
                    in.duration("RESYNC", "Resync.")
                            .must(Constraint.atLeast(Duration.ofSeconds(1)))
                            .orDefault(Duration.ofSeconds(30)),
                    in.uri("HOOK", "Hook.").orDefault(URI.create("http://localhost")),
                    in.oneOf(Mode.class, "MODE", "Mode.").orDefault(Mode.SAFE),
                    in.list("REGIONS", "Regions.").orDefault(List.of()));
        }
    }

    @Test
    void keysThatAreNotSetHaveTheirDefaults() {
        assertThat(read(Map.of("MCM_GSM_NAME", "beta", "MCM_GSM_MODE", "", "HOME", "/root")))
                .isEqualTo(
                        new Sample(
                                "beta",
                                8,
                                1L << 40,
                                0.5,
                                false,
                                Duration.ofSeconds(30),
                                URI.create("http://localhost"),
                                Mode.SAFE,
                                List.of()));
    }

    @Test
    void everyTypeIsRead() {
        Sample sample =
                read(
                        Map.of(
                                "MCM_GSM_NAME", " gamma ",
                                "MCM_GSM_WORKERS", "64",
                                "MCM_GSM_BYTES", "5000000000",
                                "MCM_GSM_SHARE", "0.25",
                                "MCM_GSM_DRY", "True",
                                "MCM_GSM_RESYNC", "1m30s",
                                "MCM_GSM_HOOK", "https://example.org/a",
                                "MCM_GSM_MODE", "fast-path",
                                "MCM_GSM_REGIONS", "eu, us,,"));

        assertThat(sample)
                .isEqualTo(
                        new Sample(
                                "gamma",
                                64,
                                5_000_000_000L,
                                0.25,
                                true,
                                Duration.ofSeconds(90),
                                URI.create("https://example.org/a"),
                                Mode.FAST_PATH,
                                List.of("eu", "us")));
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        read(
                                Map.of(
                                        "MCM_GSM_WORKERS", "65",
                                        "MCM_GSM_RESYNC", "soon",
                                        "MCM_GSM_MODE", "wild",
                                        "MCM_GSM_HOOK", "not a uri",
                                        "MCM_GSM_WORKRES", "3")))
                .satisfies(e ->
                        assertThat(e.problems())
                                .extracting(ConfigProblem::toString)
                                .containsExactly(
                                        "MCM_GSM_NAME: is not set (expected: text)",
                                        "MCM_GSM_WORKERS: '65' (expected: whole number, 1 to 64)",
                                        "MCM_GSM_RESYNC: 'soon' (expected: duration such as 500ms,"
                                                + " 15s, 2m, 1h, >= 1s)",
                                        "MCM_GSM_HOOK: 'not a uri' (expected: absolute URI)",
                                        "MCM_GSM_MODE: 'wild' (expected: one of fast-path, safe)",
                                        "MCM_GSM_WORKRES: is unknown (did you mean"
                                                + " MCM_GSM_WORKERS?)"))
                .withMessageContaining("configuration of gsm has 6 problems:");
    }

    @Test
    void anUnknownKeyThatResemblesNothingHasNoSuggestion() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(
                        () -> read(Map.of("MCM_GSM_NAME", "a", "MCM_GSM_ENTIRELY_DIFFERENT", "3")))
                .withMessageContaining(
                        "MCM_GSM_ENTIRELY_DIFFERENT: is unknown (expected: a key of the"
                                + " configuration reference)");
    }

    @Test
    void variablesThatKubernetesAddsForAServiceAreNoKeys() {
        assertThat(
                        read(Map.of(
                                        "MCM_GSM_NAME", "a",
                                        "MCM_GSM_SERVICE_HOST", "10.0.0.1",
                                        "MCM_GSM_SERVICE_PORT", "8080",
                                        "MCM_GSM_SERVICE_PORT_HTTP", "8080",
                                        "MCM_GSM_PORT", "tcp://10.0.0.1:8080",
                                        "MCM_GSM_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                                        "MCM_GSM_PORT_8080_TCP_ADDR", "10.0.0.1"))
                                .name())
                .isEqualTo("a");
    }

    @Test
    void aConstructorsRefusalIsAProblem() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        reader(Map.of())
                                .read(in -> {
                                    throw new IllegalArgumentException(
                                            "min: 3 (expected: <= max 2)");
                                }))
                .withMessageContaining("min: 3 (expected: <= max 2)");
    }

    @Test
    void secretsNeverShow() {
        ConfigReader reader = reader(Map.of("MCM_GSM_TOKEN", "hunter2", "MCM_GSM_KEY", "abc"));
        Function<ConfigReader, List<Secret>> parse =
                in ->
                        List.of(
                                in.secret("TOKEN", "Token.").required(new Secret("example")),
                                in.secret("KEY", "Key.")
                                        .must(
                                                new Constraint<>(
                                                        "4 characters or more",
                                                        secret -> secret.reveal().length() >= 4))
                                        .orDefault(new Secret("defaultkey")));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> reader.read(parse))
                .satisfies(e ->
                        assertThat(e.getMessage())
                                .contains("MCM_GSM_KEY: '*****'")
                                .doesNotContain("abc"));
        assertThat(reader.entries().toString() + ConfigPage.effective(reader.entries()))
                .doesNotContain("hunter2", "defaultkey");
    }

    @Test
    void secretsComeFromFiles(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "hunter2\n");

        Optional<Secret> secret =
                reader(Map.of("MCM_GSM_TOKEN_FILE", file.toString()))
                        .read(in -> in.secret("TOKEN", "Token.").optional());

        assertThat(secret).contains(new Secret("hunter2"));
    }

    @Test
    void aSecretGivenTwiceOrFromAMissingFileIsAProblem(@TempDir Path directory) {
        String missing = directory.resolve("missing").toString();

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        reader(Map.of("MCM_GSM_TOKEN_FILE", missing, "MCM_GSM_TOKEN", "x"))
                                .read(in -> in.secret("TOKEN", "Token.").optional()))
                .withMessageContaining("MCM_GSM_TOKEN: is set beside MCM_GSM_TOKEN_FILE")
                .withMessageContaining(missing);
    }

    @Test
    void aDefaultThatBreaksItsOwnRuleIsABug() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        reader(Map.of())
                                .read(in ->
                                        in.integer("N", "N.")
                                                .must(Constraint.atLeast(1))
                                                .orDefault(0)))
                .withMessageContaining("MCM_GSM_N");
    }

    @Test
    void aKeyThatIsReadTwiceIsABug() {
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        reader(Map.of())
                                .read(in -> {
                                    in.bool("A", "A.").optional();
                                    return in.bool("A", "A.").optional();
                                }));
    }

    @Test
    void thePageListsEveryKeyWithoutAnyBeingSet() {
        assertThat(ConfigPage.markdown("gsm", Sample::read))
                .contains("# Configuration of gsm")
                .contains("| `MCM_GSM_NAME` | text | required, e.g. alpha | Name. |")
                .contains("| `MCM_GSM_WORKERS` | whole number, 1 to 64 | `8` | Workers. |")
                .contains(
                        "| `MCM_GSM_RESYNC` | duration such as 500ms, 15s, 2m, 1h, >= 1s | `30s` |"
                                + " Resync. |")
                .contains("| `MCM_GSM_MODE` | one of fast-path, safe | `safe` | Mode. |");
    }

    @Test
    void theEffectiveTableMarksWhatIsSet() {
        ConfigReader reader = reader(Map.of("MCM_GSM_NAME", "beta"));
        reader.read(Sample::read);

        assertThat(ConfigPage.effective(reader.entries()))
                .contains("* MCM_GSM_NAME    = beta")
                .contains("  MCM_GSM_WORKERS = 8");
    }

    private static ConfigReader reader(Map<String, String> env) {
        return ConfigReader.forService("gsm", env);
    }

    private static Sample read(Map<String, String> env) {
        return reader(env).read(Sample::read);
    }
}
