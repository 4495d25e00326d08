package dev.mcm.atc.core.validate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.UnknownFieldSet;
import dev.mcm.atc.v1.CreateDeploymentRequest;
import dev.mcm.atc.v1.ListDeploymentsRequest;
import dev.mcm.shared.error.FieldViolation;
import dev.mcm.shared.error.Violations;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UnknownFieldsTest {
    private static final UnknownFieldSet FIELD_99 =
            UnknownFieldSet.newBuilder()
                    .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                    .build();

    @Test
    void aFieldNumberThatNobodyKnowsIsRefusedWithItsPath() {
        CreateDeploymentRequest.Builder request =
                CreateDeploymentRequest.newBuilder().setUnknownFields(FIELD_99);
        request.getSpecBuilder().getPlacementBuilder().setUnknownFields(FIELD_99);

        assertThat(check(request.build())).containsExactlyInAnyOrder("#99", "spec.placement.#99");
    }

    @Test
    void anEnumNumberThatNobodyKnowsIsRefused() {
        ListDeploymentsRequest request =
                ListDeploymentsRequest.newBuilder()
                        .addStatusesValue(5)
                        .addStatusesValue(77)
                        .build();

        assertThat(check(request)).containsExactly("statuses[1]");
    }

    @Test
    void whatIsKnownPasses() {
        CreateDeploymentRequest.Builder request =
                CreateDeploymentRequest.newBuilder().setModelId("m");
        request.getSpecBuilder().putEnv("A", "b").addInstanceTypes("x");

        assertThat(check(request.build())).isEmpty();
    }

    private static List<String> check(com.google.protobuf.Message message) {
        Violations violations = Violations.none();
        UnknownFields.check(message, violations);
        return violations.all().stream().map(FieldViolation::field).toList();
    }
}
