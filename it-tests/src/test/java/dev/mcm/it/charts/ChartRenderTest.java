package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.it.helm.HelmException;
import dev.mcm.it.walls.ProjectClasses;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Lint, values that are refused, and what each chart renders to, kept under `src/test/golden`:
/// `make charts-golden` renews it, and the difference is read before it is committed.
class ChartRenderTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    @ParameterizedTest
    @EnumSource
    void passesStrictLint(Charts chart) {
        assertThat(chart.chart().lint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "MCM_CP, minimal",
        "MCM_CP, dev",
        "MCM_CP, production",
        "MCM_WP, minimal",
        "MCM_WP, production"
    })
    void rendersToWhatIsKept(Charts chart, String values) throws IOException {
        String rendered = chart.chart().render(chart.release(values)).text();
        Path kept =
                ProjectClasses.root()
                        .resolve("it-tests/src/test/golden/charts")
                        .resolve(chart.chart().directory().getFileName() + "-" + values + ".yaml");
        if (Boolean.getBoolean("mcm.golden.write")) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, rendered);
        }
        assertThat(rendered)
                .as("%s is stale; renew it with: make charts-golden", kept.getFileName())
                .isEqualTo(Files.readString(kept));
    }

    /// Path of the value, value, and what the refusal says.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    MCM_CP | {}                                            | postgres.host: missing
                    MCM_CP | {postgres: {host: p}}                         | kafka.bootstrapServers: missing
                    MCM_CP | {postgress: {host: p}}                        | postgress
                    MCM_CP | {postgres: {port: 70000}}                     | /postgres/port
                    MCM_CP | {postgres: {roles: {atc: {secretName: x}}, host: 'a b'}} | pattern
                    MCM_CP | {kafka: {bootstrapServers: kafka}}            | pattern
                    MCM_CP | {atc: {replicas: two}}                        | integer
                    MCM_CP | {atc: {config: {GRPC_PROT: 1}}}               | GRPC_PROT
                    MCM_CP | {atc: {config: {TOKENS_FILE: /x}}}            | TOKENS_FILE
                    MCM_CP | {gns: {image: {digest: 'sha256:short'}}}      | pattern
                    MCM_CP | {logLevel: LOUD}                              | /logLevel
                    MCM_CP | {postgres: {host: p}, kafka: {bootstrapServers: 'k:1'}, atc: {tls: {certManager: {enabled: true}}}} | issuerRef.name: missing
                    MCM_WP | {}                                            | planeId: missing
                    MCM_WP | {planeId: aws-1}                              | kafka.bootstrapServers: missing
                    MCM_WP | {planeId: AWS_1}                              | pattern
                    MCM_WP | {gateway: {metricsUrl: 'gateway:9090'}}       | pattern
                    MCM_WP | {lsm: {config: {PLANE_ID: x}}}                | PLANE_ID
                    MCM_WP | {atc: {subjects: [{kind: Robot, name: x}]}}   | /kind
                    """)
    void refusesBadValues(Charts chart, String values, String message) {
        assertThatExceptionOfType(HelmException.class)
                .isThrownBy(() -> chart.chart().render(chart.release(map(values))))
                .withMessageContaining(message);
    }

    @Test
    void aSubjectThatIsAServiceAccountNeedsItsNamespace() {
        Map<String, Object> values = Charts.MCM_WP.values("minimal");
        values.put("atc", map("{subjects: [{kind: ServiceAccount, name: x}]}"));
        assertThatExceptionOfType(HelmException.class)
                .isThrownBy(() -> Charts.MCM_WP.chart().render(Charts.MCM_WP.release(values)))
                .withMessageContaining("needs its namespace");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(String yaml) {
        return YAML.unmarshal("---\n" + yaml, Map.class);
    }
}
