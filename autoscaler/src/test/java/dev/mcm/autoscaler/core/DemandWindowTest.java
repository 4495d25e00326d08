package dev.mcm.autoscaler.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandWindowTest {
    @ParameterizedTest
    @ValueSource(doubles = {1.8446744073709552e19, 1e15, 1e6})
    void valueThatHasLeftTheWindowLeavesNothingBehind(double huge) {
        DemandWindow window = new DemandWindow(60);
        for (long second = 0; second < 200; second++) {
            window.record(second, second == 70 ? huge : 7.0);
            if (second < 70 || second >= 130) {
                assertThat(window.average(second)).isEqualTo(7.0);
                assertThat(window.average(second + 5)).isEqualTo(7.0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.8446744073709552e19, 1e15})
    void valueThatLeavesWhileNothingIsRecordedLeavesNothingBehindEither(double huge) {
        DemandWindow window = new DemandWindow(10);
        for (long second = 0; second < 20; second++) {
            window.record(second, second == 12 ? huge : 7.0);
        }
        assertThat(window.average(25)).isEqualTo(7.0);
    }
}
