package dev.mcm.atc.core.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.AutoscalingSettings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AutoscalingRulesTest {
    @Test
    void theDefaultsAreValid() {
        assertThat(check(AutoscalingSettings.getDefaultInstance())).isEmpty();
    }

    @Test
    void anUnsetFieldTakesItsDefaultAndASetOneKeepsItsZero() {
        AutoscalingSettings filled =
                SpecDefaults.fill(
                        AutoscalingSettings.newBuilder()
                                .setScaleDownDelaySeconds(0)
                                .setMaxReplica(7)
                                .build());

        assertThat(filled.getScaleDownDelaySeconds()).isZero();
        assertThat(filled.getMaxReplica()).isEqualTo(7);
        assertThat(filled.getAutoscalingWindowSeconds()).isEqualTo(60);
        assertThat(filled.getTargetUtilizationPercentage()).isEqualTo(70);
        assertThat(filled.getMaxScaleDownRatePercent()).isEqualTo(50);
        assertThat(filled.getConcurrencyTarget()).isEqualTo(1);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("min_replica", s -> s.setMinReplica(-1)),
                broken("max_replica", s -> s.setMaxReplica(0)),
                broken("max_replica", s -> s.setMinReplica(5).setMaxReplica(4)),
                broken("max_replica", s -> s.setMinReplica(2)),
                broken("autoscaling_window_seconds", s -> s.setAutoscalingWindowSeconds(9)),
                broken("autoscaling_window_seconds", s -> s.setAutoscalingWindowSeconds(3601)),
                broken("scale_down_delay_seconds", s -> s.setScaleDownDelaySeconds(-1)),
                broken("concurrency_target", s -> s.setConcurrencyTarget(0)),
                broken("target_utilization_percentage", s -> s.setTargetUtilizationPercentage(101)),
                broken("max_scale_down_rate_percent", s -> s.setMaxScaleDownRatePercent(0)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyBrokenRuleNamesItsField(String field, Consumer<AutoscalingSettings.Builder> breakIt) {
        AutoscalingSettings.Builder settings = AutoscalingSettings.newBuilder();
        breakIt.accept(settings);

        assertThat(check(settings.build())).containsExactly("autoscaling." + field);
    }

    private static Arguments broken(String field, Consumer<AutoscalingSettings.Builder> breakIt) {
        return Arguments.of(field, breakIt);
    }

    private static List<String> check(AutoscalingSettings settings) {
        Violations violations = Violations.none();
        AutoscalingRules.check(SpecDefaults.fill(settings), violations);
        return violations.all().stream().map(FieldViolation::field).toList();
    }
}
