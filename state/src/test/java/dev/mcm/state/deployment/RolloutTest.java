package dev.mcm.state.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.mcm.type.v1.RolloutSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RolloutTest {
    @Test
    void everyFieldOfTheProtoSurvives() {
        Rollout all = new Rollout(31, 32, WhenFull.WAIT, 333);

        assertThat(all.toProto().getAllFields().keySet())
                .containsExactlyElementsOf(RolloutSettings.getDescriptor().getFields());
        assertThat(Rollout.of(all.toProto())).isEqualTo(all);
    }

    @Test
    void everyNumberOfTheProtoHasARange() {
        assertThat(Rollout.SETTINGS)
                .extracting(NumberSetting::name)
                .containsExactlyElementsOf(
                        RolloutSettings.getDescriptor().getFields().stream()
                                .filter(field -> field.getType() == FieldDescriptor.Type.INT32)
                                .map(FieldDescriptor::getName)
                                .toList());
    }

    @Test
    void everyValueOfWhenFullHasItsTwinInTheApi() {
        Stream<String> ofTheApi =
                Arrays.stream(dev.mcm.type.v1.WhenFull.values())
                        .filter(value -> WhenFull.of(value).isPresent())
                        .map(value -> value.name().replace("WHEN_FULL_", ""));

        assertThat(ofTheApi.toList())
                .containsExactlyElementsOf(
                        Arrays.stream(WhenFull.values()).map(WhenFull::name).toList());
        assertThat(WhenFull.of(dev.mcm.type.v1.WhenFull.WHEN_FULL_UNSPECIFIED)).isEmpty();
        assertThat(WhenFull.of(dev.mcm.type.v1.WhenFull.UNRECOGNIZED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "25, 4, 1",
        "25, 5, 2",
        "25, 1, 1",
        "25, 0, 1",
        "1, 100, 1",
        "1, 101, 2",
        "100, 7, 7",
        "100, 2147483647, 2147483647"
    })
    void theSurgeIsRoundedUpAndAtLeastOne(int percent, int target, int most) {
        assertThat(new Rollout(percent, 0, WhenFull.REPLACE, 1800).maxSurge(target))
                .isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0", "25, 4, 1", "25, 3, 0", "50, 3, 1", "100, 3, 3", "100, 0, 0"})
    void whatMayBeMissingIsRoundedDown(int percent, int target, int most) {
        assertThat(new Rollout(25, percent, WhenFull.REPLACE, 1800).maxUnavailable(target))
                .isEqualTo(most);
    }

    @Test
    void theDeadlineIsInSeconds() {
        assertThat(Rollout.DEFAULT.progressDeadline()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 1800, max_surge_percent: 0 (expected: 1 to 100)",
        "101, 0, 1800, max_surge_percent: 101 (expected: 1 to 100)",
        "25, -1, 1800, max_unavailable_percent: -1 (expected: 0 to 100)",
        "25, 101, 1800, max_unavailable_percent: 101 (expected: 0 to 100)",
        "25, 0, 59, progress_deadline_seconds: 59 (expected: 60 to 86400)",
        "25, 0, 86401, progress_deadline_seconds: 86401 (expected: 60 to 86400)"
    })
    void aValueOutsideItsRangeIsRefused(int surge, int missing, int deadline, String message) {
        assertThatThrownBy(() -> new Rollout(surge, missing, WhenFull.WAIT, deadline))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
