package dev.mcm.gns.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.id.Epoch;
import org.junit.jupiter.api.Test;

final class SlotNameTest {
    @Test
    void aNameIsReadAsItIsWritten() {
        SlotName name = new SlotName("eu_prod", new Epoch(12));
        assertThat(name).hasToString("mcm_gns_eu_prod_g12");
        assertThat(SlotName.parse("mcm_gns_eu_prod_g12")).contains(name);
    }

    @Test
    void anEnvironmentThatLooksLikeAGenerationIsNotMistaken() {
        SlotName name = new SlotName("a_g1", new Epoch(2));
        assertThat(SlotName.parse(name.toString())).contains(name);
    }

    @Test
    void namesOfOthersAreNotOurs() {
        assertThat(SlotName.parse("debezium")).isEmpty();
        assertThat(SlotName.parse("mcm_gns_local")).isEmpty();
        assertThat(SlotName.parse("mcm_gns_local_gx")).isEmpty();
    }

    @Test
    void theLongestNameFitsPostgres() {
        assertThat(new SlotName("e".repeat(32), new Epoch(999_999_999_999_999_999L)).toString())
                .hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void anEnvironmentThatPostgresRefusesIsRefused() {
        assertThatThrownBy(() -> new SlotName("eu-prod", new Epoch(1)))
                .hasMessageContaining("'eu-prod'")
                .hasMessageContaining("[a-z0-9_]");
    }
}
