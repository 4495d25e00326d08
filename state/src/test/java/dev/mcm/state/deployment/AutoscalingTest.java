package dev.mcm.state.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.mcm.type.v1.AutoscalingSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AutoscalingTest {
    @Test
    void everyFieldOfTheProtoIsASetting() {
        assertThat(Autoscaling.SETTINGS)
                .extracting(NumberSetting::name)
                .containsExactlyElementsOf(
                        fields().stream().map(FieldDescriptor::getName).toList());
    }

    @Test
    void everySettingSurvivesTheProto() {
        AutoscalingSettings.Builder distinct = AutoscalingSettings.newBuilder();
        fields().forEach(field -> distinct.setField(field, 20 + field.getNumber()));

        assertThat(Autoscaling.of(distinct.build()).toProto()).isEqualTo(distinct.build());
    }

    @Test
    void aValueOutsideItsRangeIsRefused() {
        for (NumberSetting<Autoscaling> setting : Autoscaling.SETTINGS) {
            FieldDescriptor field =
                    AutoscalingSettings.getDescriptor().findFieldByName(setting.name());
            AutoscalingSettings broken =
                    Autoscaling.DEFAULT.toProto().toBuilder()
                            .setField(field, setting.least() - 1)
                            .build();

            assertThatThrownBy(() -> Autoscaling.of(broken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(setting.name() + ": " + (setting.least() - 1));
        }
    }

    @Test
    void noMoreThanTheLeastCanBeTheMost() {
        assertThatThrownBy(() -> new Autoscaling(3, 2, 60, 900, 1, 70, 50))
                .hasMessage("max_replica: 2 (expected: >= min_replica 3)");
    }

    private static List<FieldDescriptor> fields() {
        return AutoscalingSettings.getDescriptor().getFields();
    }
}
