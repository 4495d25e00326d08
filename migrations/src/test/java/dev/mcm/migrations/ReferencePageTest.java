package dev.mcm.migrations;

import dev.mcm.shared.config.ConfigPage;
import dev.mcm.shared.docs.ReferencePages;
import org.junit.jupiter.api.Test;

final class ReferencePageTest {
    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify(
                "migrations.md", ConfigPage.markdown("migrations", MigrateConfig::read));
    }
}
