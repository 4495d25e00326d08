package dev.mcm.it.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.testkit.helm.HelmException;
import dev.mcm.testkit.helm.RenderedChart;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is particular to mcm-wp.
class WorkloadPlaneChartTest {
    @Test
    void passesStrictLint() {
        assertThat(Charts.MCM_WP.chart().lint()).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatExceptionOfType(HelmException.class)
                .isThrownBy(() -> Charts.MCM_WP.chart().render(Charts.MCM_WP.release(Map.of())))
                .withMessageContaining("planeId: missing (expected: the id under which ATC");
    }

    @Test
    void rendersBothIdentitiesAndThePolicies() {
        RenderedChart rendered = Charts.MCM_WP.chart().render(Charts.MCM_WP.release("minimal"));
        assertThat(rendered.ofKind("ServiceAccount"))
                .extracting(account -> account.getMetadata().getName())
                .containsExactlyInAnyOrder("mcm-wp-lsm", "mcm-atc");
        assertThat(rendered.ofKind("ValidatingAdmissionPolicy")).hasSize(3);
        assertThat(rendered.ofKind("ValidatingAdmissionPolicyBinding")).hasSize(3);
    }
}
