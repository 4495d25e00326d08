package dev.mcm.atc.core.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.spec.SpecDefaults;
import dev.mcm.shared.error.Violations;
import dev.mcm.type.v1.RolloutSettings;
import dev.mcm.type.v1.WhenFull;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RolloutRulesTest {
    @Test
    void anUnsetFieldTakesItsDefaultWhichIsValidAndASetOneKeepsItsZero() {
        RolloutSettings filled =
                SpecDefaults.fill(RolloutSettings.newBuilder().setMaxSurgePercent(100).build());
        RolloutSettings zero =
                SpecDefaults.fill(RolloutSettings.newBuilder().setMaxUnavailablePercent(0).build());

        assertThat(filled)
                .isEqualTo(
                        RolloutSettings.newBuilder()
                                .setMaxSurgePercent(100)
                                .setMaxUnavailablePercent(0)
                                .setWhenFull(WhenFull.WHEN_FULL_REPLACE)
                                .setProgressDeadlineSeconds(1800)
                                .build());
        assertThat(zero.getMaxSurgePercent()).isEqualTo(25);
        assertThat(check(filled)).isEmpty();
        assertThat(check(zero)).isEmpty();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("max_surge_percent: '0' (expected: 1 to 100)", s -> s.setMaxSurgePercent(0)),
                broken(
                        "max_surge_percent: '101' (expected: 1 to 100)",
                        s -> s.setMaxSurgePercent(101)),
                broken(
                        "max_unavailable_percent: '-1' (expected: 0 to 100)",
                        s -> s.setMaxUnavailablePercent(-1)),
                broken(
                        "progress_deadline_seconds: '59' (expected: 60 to 86400)",
                        s -> s.setProgressDeadlineSeconds(59)),
                broken(
                        "progress_deadline_seconds: '86401' (expected: 60 to 86400)",
                        s -> s.setProgressDeadlineSeconds(86_401)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void everyBrokenRuleNamesItsFieldItsValueAndItsRange(
            String violation, Consumer<RolloutSettings.Builder> breakIt) {
        RolloutSettings.Builder settings = RolloutSettings.newBuilder();
        breakIt.accept(settings);

        assertThat(check(settings.build())).containsExactly("rollout." + violation);
    }

    private static Arguments broken(String violation, Consumer<RolloutSettings.Builder> breakIt) {
        return Arguments.of(violation, breakIt);
    }

    private static List<String> check(RolloutSettings settings) {
        Violations violations = Violations.none();
        RolloutRules.check(SpecDefaults.fill(settings), violations);
        return violations.all().stream()
                .map(violation -> violation.field() + ": " + violation.description())
                .toList();
    }
}
