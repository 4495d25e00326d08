package dev.mcm.it.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelmChartTest {
    @TempDir Path directory;

    @BeforeEach
    void writeChart() throws IOException {
        write("Chart.yaml", "apiVersion: v2\nname: small\nversion: 1.0.0\n");
        write("values.yaml", "colour: red\n");
        write(
                "values.schema.json",
                """
                {"type": "object", "additionalProperties": false,
                 "properties": {"colour": {"type": "string"}, "shade": {"type": "string"}}}
                """);
        write(
                "templates/map.yaml",
                """
                # Colours.
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: {{ .Release.Name }}-colour
                  namespace: {{ .Release.Namespace }}
                data:
                  colour: {{ .Values.colour }}
                ---
                apiVersion: v1
                kind: Secret
                metadata:
                  name: shade
                stringData:
                  shade: {{ required "shade: missing" .Values.shade }}
                """);
    }

    @Test
    void rendersWithTheGivenValues() {
        RenderedChart rendered = chart().render(release(Map.of("colour", "blue", "shade", "dark")));
        assertThat(rendered.objects()).hasSize(2);
        assertThat(rendered.get("ConfigMap", "r1-colour").<Object>get("data"))
                .isEqualTo(Map.of("colour", "blue"));
        assertThat(rendered.get("ConfigMap", "r1-colour").getMetadata().getNamespace())
                .isEqualTo("somewhere");
        assertThat(rendered.ofKind("Secret")).hasSize(1);
    }

    @Test
    void rendersHooksToo() throws IOException {
        write(
                "templates/hook.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata:
                  name: first
                  annotations:
                    helm.sh/hook: pre-install
                """);
        RenderedChart rendered = chart().render(release(Map.of("shade", "dark")));
        assertThat(rendered.get("Pod", "first").getMetadata().getAnnotations())
                .isEqualTo(Map.of("helm.sh/hook", "pre-install"));
    }

    @Test
    void saysWhichValueIsWrong() {
        assertThatExceptionOfType(HelmException.class)
                .isThrownBy(() -> chart().render(release(Map.of("color", "blue"))))
                .withMessageContaining("color");
        assertThatExceptionOfType(HelmException.class)
                .isThrownBy(() -> chart().render(release(Map.of("colour", "blue"))))
                .withMessageContaining("shade: missing");
    }

    @Test
    void lintFindsWhatIsBroken() throws IOException {
        assertThat(chart().lint()).isEmpty();
        write("templates/broken.yaml", "a: {{ .Values.colour");
        assertThat(chart().lint()).anyMatch(message -> message.contains("broken.yaml"));
    }

    private HelmChart chart() {
        return new HelmChart(directory);
    }

    private static HelmRelease release(Map<String, ?> values) {
        return new HelmRelease("r1", "somewhere", values);
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
