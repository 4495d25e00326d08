package dev.mcm.shared.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.id.PlaneId;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ErrorTest {
    @Test
    void violationsAreReportedTogetherWithTheirPaths() {
        Violations violations = Violations.none();
        violations.check(false, "name", "X", "lower case");
        violations
                .in("autoscaling")
                .check(false, "max_replica", -1, ">= 0")
                .check(true, "min_replica", 0, ">= 0");
        violations.in("placement").checkParse("plane", () -> new PlaneId("Aws"));

        assertThatExceptionOfType(McmException.class)
                .isThrownBy(violations::throwIfAny)
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD);
                    assertThat(e)
                            .hasMessageContaining(
                                    "name: 'X' (expected: lower case); autoscaling.max_replica:"
                                            + " '-1' (expected: >= 0)");
                    assertThat(e.details())
                            .containsExactly(
                                    new ErrorDetail.BadFields(
                                            violations.all(), violations.all().size()));
                });
        assertThat(violations.all())
                .extracting(FieldViolation::field)
                .containsExactly("name", "autoscaling.max_replica", "placement.plane");
    }

    @Test
    void noViolationsThrowNothing() {
        assertThatCode(() -> Violations.none().check(true, "name", "x", "").throwIfAny())
                .doesNotThrowAnyException();
    }

    @Test
    void messagesSayWhatAndWhichAndWhatWasExpected() {
        assertThat(McmException.notFound("plane", new PlaneId("aws-1")))
                .hasMessage("plane 'aws-1' does not exist");
        assertThat(McmException.etagMismatch("model", "m-1", "a", "b"))
                .hasMessage("etag of model 'm-1': 'a' (expected: 'b')");
    }

    @Test
    void onlyMcmsOwnTroubleIsUnexpected() {
        assertThat(McmException.notFound("plane", "a").isExpected()).isTrue();
        assertThat(McmException.unavailable("down", Duration.ofSeconds(1), null).isExpected())
                .isFalse();
        assertThat(McmException.internal("bug", null).isExpected()).isFalse();
    }

    @Test
    void everyKindHasACode() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::kind))
                .contains(ErrorKind.values());
    }
}
