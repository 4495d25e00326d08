package dev.mcm.shared.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.error.Violations;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a caller sends, the error that quotes it arrives as what it is: a client takes 8 KiB of
/// trailers, and reports more as an error of its own.
@Timeout(120)
class ErrorSizeTest {
    private static final List<String> TEXTS =
            List.of("a".repeat(20_000), "%".repeat(20_000), "\u6f22\ud83d\ude80".repeat(7_000));

    static Stream<McmException> errorsThatQuote() {
        return TEXTS.stream()
                .flatMap(text ->
                        Stream.of(
                                McmException.invalid(text, text),
                                thrown(violations(1, text)),
                                thrown(violations(400, text)),
                                McmException.invalidPageToken(text, "ours"),
                                McmException.invalidFilter(text, "ours"),
                                McmException.notFound("plane", text),
                                McmException.alreadyExists("plane", text),
                                McmException.requestIdReused(text),
                                McmException.stateForbids(text, text),
                                McmException.notEntitled(text, text),
                                McmException.inUse(text, text),
                                McmException.frozen(text, text),
                                McmException.etagMismatch("model", text, text, "b"),
                                McmException.conflict("model", text, text),
                                McmException.permissionDenied(text),
                                McmException.unauthenticated(text),
                                McmException.quotaExceeded(text, text),
                                McmException.rateLimited(text, Duration.ofSeconds(1)),
                                McmException.watchTokenExpired(text),
                                McmException.unavailable(text, Duration.ofSeconds(1), null)));
    }

    @ParameterizedTest
    @MethodSource("errorsThatQuote")
    void anErrorThatQuotesALongTextArrivesWithItsCode(McmException error) throws Exception {
        StatusRuntimeException arrived = arrived(error);

        assertThat(arrived.getStatus().getCode())
                .isEqualTo(StatusMapping.grpcCode(error.code().kind()));
        assertThat(StatusProto.fromThrowable(arrived).getDetails(0).unpack(ErrorInfo.class))
                .extracting(ErrorInfo::getReason)
                .isEqualTo(error.code().name());
    }

    @Test
    void theFirstViolationsAreListedAndAllAreCounted() throws Exception {
        com.google.rpc.Status status =
                StatusProto.fromThrowable(arrived(thrown(violations(400, "short"))));

        assertThat(status.getMessage()).startsWith("400 problems: field[0]: ");
        assertThat(status.getDetails(0).unpack(ErrorInfo.class).getMetadataMap())
                .containsEntry("violations", "400");
        assertThat(status.getDetails(1).unpack(BadRequest.class).getFieldViolationsList())
                .hasSize(20)
                .extracting(BadRequest.FieldViolation::getField)
                .startsWith("field[0]", "field[1]");
    }

    @Test
    void aValueIsCutWhereItsCharactersDoNotBreak() {
        Violations violations = violations(1, "a" + "\ud83d\ude80".repeat(100));

        assertThat(violations.all().getFirst().description())
                .isEqualTo(
                        "'a"
                                + "\ud83d\ude80".repeat(49)
                                + "... (201 characters)' (expected: a short one)");
    }

    private static Violations violations(int count, String text) {
        Violations violations = Violations.none();
        for (int i = 0; i < count; i++) {
            violations.check(false, "field[" + i + "]", text, "a short one");
        }
        return violations;
    }

    private static McmException thrown(Violations violations) {
        return catchThrowableOfType(McmException.class, violations::throwIfAny);
    }

    private static StatusRuntimeException arrived(McmException error) throws Exception {
        try (ServerFixture fixture =
                new ServerFixture(
                        TlsConfig.NONE,
                        (_, _) -> {
                            throw error;
                        })) {
            return catchThrowableOfType(
                    StatusRuntimeException.class, () -> ServerFixture.ask(fixture.plain(), "a"));
        }
    }
}
