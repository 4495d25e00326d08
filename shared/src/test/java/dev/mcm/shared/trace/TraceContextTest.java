package dev.mcm.shared.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mcm.shared.time.RandomSource;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceContextTest {
    private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void readsAndWritesTheHeader() {
        TraceContext trace = TraceContext.parse(EXAMPLE).orElseThrow();

        assertThat(trace)
                .isEqualTo(
                        new TraceContext(
                                "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
        assertThat(trace.format()).isEqualTo(EXAMPLE);
        assertThat(TraceContext.parse(EXAMPLE.replace("-01", "-00")).orElseThrow().sampled())
                .isFalse();
    }

    @Test
    void aLaterVersionMayHaveMoreFields() {
        assertThat(TraceContext.parse("01" + EXAMPLE.substring(2) + "-more")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"
            })
    void whatIsNotATraceparentIsIgnored(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void aChildKeepsTheTraceAndHasItsOwnSpan() {
        var random = RandomSource.seeded(3);
        TraceContext root = TraceContext.root(random);
        TraceContext child = root.child(random);

        assertThat(child.traceId()).isEqualTo(root.traceId());
        assertThat(child.spanId()).isNotEqualTo(root.spanId());
        assertThat(TraceContext.parse(child.format())).contains(child);
    }

    @Test
    void idsOfAnotherFormAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceContext("xyz", "00f067aa0ba902b7", true))
                .withMessageContaining("xyz");
    }

    @Test
    void recordsCarryTheCurrentTrace() {
        TraceContext trace = TraceContext.parse(EXAMPLE).orElseThrow();
        Headers headers = new RecordHeaders();

        Traces.inject(headers);
        assertThat(Traces.extract(headers)).isEmpty();
        Traces.run(
                trace,
                () -> {
                    assertThat(MDC.get(Traces.MDC_KEY)).isEqualTo(trace.traceId());
                    Traces.inject(headers);
                    Traces.inject(headers);
                });

        assertThat(headers).hasSize(1);
        assertThat(new String(headers.lastHeader("traceparent").value(), StandardCharsets.US_ASCII))
                .isEqualTo(EXAMPLE);
        assertThat(Traces.extract(headers)).contains(trace);
        assertThat(Traces.current()).isEmpty();
        assertThat(MDC.get(Traces.MDC_KEY)).isNull();
    }
}
