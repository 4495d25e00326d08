package dev.mcm.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeTest {
    private static final Pattern SETTING =
            Pattern.compile("^ +- -c\\n +- \"?([a-z_]+)=(.*?)\"?$", Pattern.MULTILINE);

    @Test
    void composesPostgresHasTheSettingsOfTheEmbeddedServer() throws IOException {
        String compose =
                Files.readString(Path.of(System.getProperty("mcm.root.dir"), "docker-compose.yml"));
        Map<String, String> settings = new TreeMap<>();
        Matcher matcher = SETTING.matcher(compose);
        while (matcher.find()) {
            settings.put(matcher.group(1), matcher.group(2));
        }

        Map<String, String> embedded = new TreeMap<>(PostgresSettings.DEFAULTS);
        embedded.putAll(PostgresSettings.REQUIRED);
        assertThat(settings).isEqualTo(embedded);
    }
}
