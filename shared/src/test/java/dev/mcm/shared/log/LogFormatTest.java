package dev.mcm.shared.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class LogFormatTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void aTextLineHasTimeLevelSentencePairsAndTrace() throws Exception {
        configure();

        assertThat(line("text"))
                .isEqualTo(
                        "2026-01-02T03:04:05.000Z INFO  [worker] Placer: placed deployment=\"d-1\""
                                + " replicas=\"3\" trace=abc\n");
    }

    @Test
    void withoutATraceTheTextLineEndsWithItsPairs() throws Exception {
        configure();
        context.getMDCAdapter().clear();

        assertThat(line("text")).endsWith("replicas=\"3\"\n");
    }

    @Test
    void aJsonLineIsOneObject() throws Exception {
        context.putProperty("MCM_LOG_FORMAT", "json");
        configure();

        String line = line("json");
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();

        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        assertThat(json.get("message").getAsString()).isEqualTo("placed");
        assertThat(json.get("level").getAsString()).isEqualTo("INFO");
        assertThat(json.get("mdc").getAsJsonObject().get("trace").getAsString()).isEqualTo("abc");
        assertThat(json.get("kvpList").toString()).contains("deployment", "d-1");
    }

    @Test
    void librariesAreQuieterThanMcm() throws Exception {
        context.putProperty("MCM_LOG_LEVEL", "DEBUG");
        configure();

        assertThat(context.getLogger("dev.mcm.gsm").isDebugEnabled()).isTrue();
        assertThat(context.getLogger("org.apache.kafka").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("org.apache.kafka").isWarnEnabled()).isTrue();
    }

    private void configure() throws Exception {
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        context.getMDCAdapter().put("trace", "abc");
    }

    private String line(String appender) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        OutputStreamAppender<ILoggingEvent> chosen =
                (OutputStreamAppender<ILoggingEvent>) root.getAppender(appender);
        LoggingEvent event =
                new LoggingEvent(
                        "",
                        context.getLogger("dev.mcm.scheduler.Placer"),
                        Level.INFO,
                        "placed",
                        null,
                        null);
        event.setInstant(Instant.parse("2026-01-02T03:04:05Z"));
        event.setThreadName("worker");
        event.setKeyValuePairs(
                List.of(new KeyValuePair("deployment", "d-1"), new KeyValuePair("replicas", 3)));
        return new String(chosen.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
