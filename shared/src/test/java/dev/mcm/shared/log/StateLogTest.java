package dev.mcm.shared.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StateLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("state-log-test");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final StateLog state = new StateLog(logger, "connection");

    @BeforeEach
    void listen() {
        logger.setAdditive(false);
        logger.setLevel(ch.qos.logback.classic.Level.INFO);
        lines.start();
        logger.detachAndStopAllAppenders();
        logger.addAppender(lines);
    }

    @Test
    void aRepeatedFailureIsOneLine() {
        state.failed("refused", null);
        state.failed("refused", null);
        state.failed("refused", null);

        assertThat(lines.list)
                .extracting(line -> line.getLevel() + " " + line.getMessage())
                .containsExactly("WARN failing");
        assertThat(state.failures()).isEqualTo(3);
    }

    @Test
    void anotherReasonIsAnotherLine() {
        state.failed(new IOException("one"));
        state.failed(new IOException("two"));
        state.failed(new UncheckedIOException(new IOException("three")));

        assertThat(lines.list).hasSize(2);
    }

    @Test
    void recoveryIsOneLineWithTheCount() {
        state.worked();
        state.failed("refused", null);
        state.failed("refused", null);
        state.worked();
        state.worked();

        assertThat(lines.list).hasSize(2);
        assertThat(lines.list.getLast().getKeyValuePairs())
                .anySatisfy(pair -> {
                    assertThat(pair.key).isEqualTo("failures");
                    assertThat(pair.value).isEqualTo(2L);
                });
        assertThat(state.failures()).isZero();
    }
}
